/** Far above full scale: such a sample, like NaN, is damage and counts as silence. */
const DAMAGED = 16

/** Writes the mean of the channels' samples [from, from + count) to `out` from `at` on. */
export function mixToMono(channels: readonly Float32Array[], from: number, count: number, out: Float64Array, at: number): void {
  const one = channels[0]!
  const two = channels[1] ?? one
  if (channels.length > 2 || !(mixTwo(one, two, from, count, out, at) < DAMAGED ** 4)) mixSound(channels, from, count, out, at)
}

/** Mixes without a look at the samples. What the fourth powers add up to, NaN if one is, tells whether any can be damaged. */
function mixTwo(one: Float32Array, two: Float32Array, from: number, count: number, out: Float64Array, at: number): number {
  let powers = 0
  for (let i = 0; i < count; i++) {
    const x = one[from + i]!, y = two[from + i]!
    out[at + i] = 0.5 * (x + y)
    const square = x * x + y * y
    powers += square * square
  }
  return powers
}

/** Any number of channels, with damage. */
function mixSound(channels: readonly Float32Array[], from: number, count: number, out: Float64Array, at: number): void {
  const gain = 1 / channels.length
  out.fill(0, at, at + count)
  for (const channel of channels) {
    for (let i = 0; i < count; i++) {
      const x = channel[from + i]!
      if (x > -DAMAGED && x < DAMAGED) out[at + i]! += gain * x
    }
  }
}
