/** Room and echo for the desk: mono in, stereo out, both wet only. */
import { Filter, samples } from '../synth.mjs'

/** A reverberator of parallel combs and serial allpasses (M. Schroeder 1962), damped, the right side a little longer. */
export function room(/** @type {Float32Array} */ input, feedback = 0.8, damp = 0.35) {
  const combs = [0.0297, 0.0371, 0.0411, 0.0437, 0.0271, 0.0331]
  const passes = [0.005, 0.0017, 0.0126]
  return [0, 0.0006].map((wider) => {
    const out = new Float32Array(input.length)
    for (const long of combs) {
      const line = new Float32Array(samples(long + wider))
      let at = 0
      let low = 0
      for (let i = 0; i < out.length; i++) {
        const read = line[at] ?? 0
        low = read * (1 - damp) + low * damp
        line[at] = (input[i] ?? 0) + feedback * low
        at = at + 1 === line.length ? 0 : at + 1
        out[i] += read / 6
      }
    }
    for (const long of passes) {
      const line = new Float32Array(samples(long + wider))
      let at = 0
      for (let i = 0; i < out.length; i++) {
        const read = line[at] ?? 0
        const x = out[i] ?? 0
        line[at] = x + 0.6 * read
        out[i] = read - 0.6 * (line[at] ?? 0)
        at = at + 1 === line.length ? 0 : at + 1
      }
    }
    const clear = new Filter(220, 0.7)
    return out.map((x) => clear.push(x).high)
  })
}

/** Repeats from side to side, each darker. @param {Float32Array} input @param {number} seconds between two */
export function echo(input, seconds, feedback = 0.45) {
  const gap = samples(seconds)
  const left = new Float32Array(input.length)
  const right = new Float32Array(input.length)
  const dark = new Filter(3800, 0.6)
  const clear = new Filter(300, 0.7)
  for (let i = gap; i < input.length; i++) {
    left[i] = clear.push(dark.push((input[i - gap] ?? 0) + feedback * (right[i - gap] ?? 0)).low).high
    right[i] = left[i - gap] ?? 0
  }
  return [left, right]
}
