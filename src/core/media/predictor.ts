/**
 * Apple Lossless's adaptive linear prediction, undone in place: residuals become samples.
 * @param width of a sample in bits, at which it wraps
 * @param coefficients change with every sample; none: the residuals are the samples
 * @param shift of the coefficients, in bits
 */
export function predicted(x: Int32Array, count: number, width: number, coefficients: Int16Array, shift: number): void {
  const order = coefficients.length, cut = 32 - width, half = (1 << shift) >> 1
  if (order === 0) return
  summed(x, Math.min(count, order + 1), width)
  for (let i = order + 1; i < count; i++) {
    const base = x[i - order - 1]!, error = x[i]!
    let sum = half
    for (let k = 0, at = i - 1; k < order; k++, at--) sum = (sum + Math.imul(coefficients[k]!, x[at]! - base)) | 0
    x[i] = ((error + base + (sum >> shift)) << cut) >> cut
    if (error === 0) continue
    // The farthest coefficient first, each by one towards the error, until they would have made it up.
    const sign = error > 0 ? 1 : -1
    let rest = error
    for (let k = order - 1; k >= 0; k--) {
      const step = base - x[i - 1 - k]!
      const turn = step > 0 ? sign : step < 0 ? -sign : 0
      coefficients[k]! -= turn
      rest = (rest - Math.imul(order - k, Math.imul(turn, step) >> shift)) | 0
      if (sign > 0 ? rest <= 0 : rest >= 0) break
    }
  }
}

/** Each is the difference to the one before. */
export function summed(x: Int32Array, count: number, width: number): void {
  const cut = 32 - width
  for (let i = 1; i < count; i++) x[i] = ((x[i]! + x[i - 1]!) << cut) >> cut
}
