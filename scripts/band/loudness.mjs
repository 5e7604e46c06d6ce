/** Loudness and limiting of a stereo mix. */
import { amplitude, RATE, samples } from '../synth.mjs'

/** A biquad in direct form II transposed: [b0, b1, b2, a1, a2]. */
function biquad(/** @type {Float32Array} */ x, /** @type {number[]} */ [b0 = 0, b1 = 0, b2 = 0, a1 = 0, a2 = 0]) {
  let s1 = 0
  let s2 = 0
  return Float64Array.from(x, (v) => {
    const y = b0 * v + s1
    s1 = b1 * v - a1 * y + s2
    s2 = b2 * v - a2 * y
    return y
  })
}

/** The K-weighting filters at 48 kHz, ITU-R BS.1770-4, tables 1 and 2. */
const shelf = [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585]
const highPass = [1, -2, 1, -1.99004745483398, 0.99007225036621]

/** Integrated loudness, gated, by ITU-R BS.1770-4. @returns {number} LUFS */
export function loudness(/** @type {Float32Array} */ left, /** @type {Float32Array} */ right) {
  const hop = RATE / 10
  const power = [left, right].map((x) => {
    const weighted = biquad(Float32Array.from(biquad(x, shelf)), highPass)
    const sums = new Float64Array(Math.floor(x.length / hop))
    for (let i = 0; i < sums.length * hop; i++) sums[Math.floor(i / hop)] += (weighted[i] ?? 0) ** 2 / hop
    return sums
  })
  const tenths = (power[0] ?? new Float64Array()).map((v, i) => v + (power[1]?.[i] ?? 0))
  const blocks = Array.from({ length: tenths.length - 3 }, (_, i) => tenths.subarray(i, i + 4).reduce((a, b) => a + b, 0) / 4)
  const mean = (/** @type {number[]} */ all) => all.reduce((a, b) => a + b, 0) / all.length
  const lufs = (/** @type {number} */ p) => -0.691 + 10 * Math.log10(p)
  const loud = blocks.filter((p) => lufs(p) > -70)
  const gate = lufs(mean(loud)) - 10
  return lufs(mean(loud.filter((p) => lufs(p) > gate)))
}

/** Multiplies by gain and keeps peaks, those between samples as far as a midpoint shows them, below the ceiling: looks 3 ms ahead. */
export function limit(/** @type {Float32Array} */ left, /** @type {Float32Array} */ right, /** @type {number} */ gain, /** @type {number} */ ceiling) {
  const top = amplitude(ceiling)
  const ahead = samples(0.003)
  const size = left.length
  const need = new Float32Array(size + ahead).fill(1)
  for (let i = 0; i < size; i++) {
    let peak = 0
    for (const x of [left, right]) {
      const between = (9 * ((x[i] ?? 0) + (x[i + 1] ?? 0)) - (x[i - 1] ?? 0) - (x[i + 2] ?? 0)) / 16
      peak = Math.max(peak, Math.abs(x[i] ?? 0), Math.abs(between))
    }
    need[i] = Math.min(1, top / (gain * peak || top))
  }
  // The least of the window ahead, kept by a queue of falling candidates, then smoothed over the same window.
  const least = new Float32Array(size + ahead)
  /** @type {number[]} */
  const queue = []
  let head = 0
  for (let i = 0; i < size + ahead; i++) {
    while (queue.length > head && (need[queue.at(-1) ?? 0] ?? 1) >= (need[i] ?? 1)) queue.pop()
    queue.push(i)
    if ((queue[head] ?? 0) <= i - ahead) head++
    least[i] = need[queue[head] ?? i] ?? 1
  }
  const out = /** @type {[Float32Array, Float32Array]} */ ([new Float32Array(size), new Float32Array(size)])
  let held = 1
  let sum = ahead
  const line = new Float32Array(ahead).fill(1)
  for (let i = 0; i < size + ahead; i++) {
    const want = least[i] ?? 1
    held = want < held ? want : held + (want - held) / (0.06 * RATE)
    sum += held - (line[i % ahead] ?? 1)
    line[i % ahead] = held
    const j = i - ahead + 1
    if (j < 0 || j >= size) continue
    const g = (gain * sum) / ahead
    out[0][j] = g * (left[j] ?? 0)
    out[1][j] = g * (right[j] ?? 0)
  }
  return out
}
