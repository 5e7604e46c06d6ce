/** The mean of the frames [from, to) as far as there are any, each rounded to a whole one; 0 where there are none. */
export function mean(values: Float32Array, from: number, to: number): number {
  const first = Math.max(0, Math.round(from)), last = Math.min(values.length, Math.round(to))
  let sum = 0
  for (let i = first; i < last; i++) sum += values[i]!
  return sum / Math.max(1, last - first)
}
