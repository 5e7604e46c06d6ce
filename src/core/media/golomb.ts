/** Spare bytes that must follow the bits that are read here: the longest code may begin with the last of them. */
export const SPARE = 8

/** The 32 bits that begin with bit `at`. */
export const bitsAt = (b: Uint8Array, at: number): number => {
  const i = at >>> 3, shift = at & 7
  return (((b[i]! << 24) | (b[i + 1]! << 16) | (b[i + 2]! << 8) | b[i + 3]!) << shift) | (b[i + 4]! >> (8 - shift))
}

/** How a packet's codes adapt: Apple's pb (times the element's own factor), mb and kb. */
export interface Rate { readonly history: number; readonly start: number; readonly limit: number }

const ONES = 9 // of a code: what follows is the number itself

/**
 * Apple Lossless's adaptive Golomb code: fills `out` with `count` residuals of `width` bits.
 * @param at the first bit
 * @param end the first bit that is not the packet's
 * @returns the bit after the last one read
 * @throws RangeError where the packet ends before
 */
export function residuals(b: Uint8Array, at: number, end: number, out: Int32Array, count: number, width: number, { history, start, limit }: Rate): number {
  let mean = start // of the residuals, in 512ths
  let odd = 0 // 1 after a run of zeros, which a zero cannot follow
  for (let i = 0; i < count;) {
    const k = Math.min(31 - Math.clz32((mean >>> 9) + 3), limit)
    let bits = bitsAt(b, at), ones = Math.clz32(~bits), n: number
    if (ones >= ONES) {
      n = bitsAt(b, at + ONES) >>> (32 - width)
      at += ONES + width
    } else {
      n = ones * ((1 << k) - 1)
      at += ones + 1
      if (k > 1) {
        const low = (bits << (ones + 1)) >>> (32 - k)
        if (low > 1) n += low - 1
        at += low > 1 ? k : k - 1
      }
    }
    if (at > end) throw new RangeError('a packet ends too early')
    const code = n + odd
    out[i++] = (code >>> 1) ^ -(code & 1)
    mean = n > 0xffff ? 0xffff : (mean + Math.imul(history, code) - (Math.imul(history, mean) >>> 9)) | 0
    odd = 0
    if (mean >>> 0 >= 128 || i >= count) continue

    const width0 = Math.clz32(mean) - 24 + ((mean + 16) >>> 6)
    bits = bitsAt(b, at)
    ones = Math.clz32(~bits)
    if (ones >= ONES) {
      n = bitsAt(b, at + ONES) >>> 16
      at += ONES + 16
    } else {
      const low = (bits << (ones + 1)) >>> (32 - width0)
      n = ones * (((1 << width0) - 1) & ((1 << limit) - 1)) + Math.max(0, low - 1)
      at += ones + (low > 1 ? width0 + 1 : width0)
    }
    if (at > end || i + n > count) throw new RangeError('a run of silence is longer than its packet')
    out.fill(0, i, i + n)
    i += n
    odd = n < 0xffff ? 1 : 0
    mean = 0
  }
  return at
}
