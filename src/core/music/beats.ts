import { FRAME_RATE } from './onsets'

/** The flux of an onset peaks this long after the onset is heard (a Hann window sees it early, the lag late). Seconds. */
export const ONSET_DELAY = 0.007
const PHASES = 96

/** Where in its period (0-1 from time 0) a steady pulse of `tempo` BPM falls: the fullest place of the envelope folded at the beat. */
export function phaseOf(envelope: Float32Array, tempo: number): number {
  const folded = fold(envelope, tempo)
  let best = 0
  for (let p = 1; p < PHASES; p++) if (folded[p]! > folded[best]!) best = p
  const left = folded[(best + PHASES - 1) % PHASES]!, here = folded[best]!, right = folded[(best + 1) % PHASES]!
  const bend = left - 2 * here + right
  return (best + (bend < 0 ? (left - right) / (2 * bend) : 0)) / PHASES
}

/** The envelope summed on the beat's circle, smoothed over about 40 ms. */
function fold(envelope: Float32Array, tempo: number): Float64Array {
  const sums = new Float64Array(PHASES)
  const turn = tempo / 60 / FRAME_RATE
  for (let i = 0; i < envelope.length; i++) {
    const at = (i * turn % 1) * PHASES
    const p = Math.floor(at)
    const part = at - p
    sums[p]! += (1 - part) * envelope[i]!
    sums[(p + 1) % PHASES]! += part * envelope[i]!
  }
  const reach = Math.max(1, Math.round((0.02 * tempo / 60) * PHASES))
  return Float64Array.from(sums, (_, p) => {
    let sum = 0
    for (let d = -reach; d <= reach; d++) sum += (reach + 1 - Math.abs(d)) * sums[(p + d + PHASES) % PHASES]!
    return sum
  })
}

/** Beat times (seconds, within the piece) of a steady pulse. */
export function steadyBeats(tempo: number, phase: number, duration: number): number[] {
  const period = 60 / tempo
  const first = phase * period - ONSET_DELAY
  const beats: number[] = []
  for (let k = Math.ceil(-first / period); first + k * period < duration; k++) beats.push(first + k * period)
  return beats
}
