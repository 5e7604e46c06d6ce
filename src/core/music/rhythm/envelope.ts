import { FRAME_RATE, type Onsets } from './onsets'

/** Onset envelopes made even: no slow level, every part of a piece equally strong. One value a frame. */
export interface Envelopes {
  readonly frames: number
  readonly all: Float32Array
  readonly low: Float32Array
  readonly mid: Float32Array
  readonly high: Float32Array
}

const MEAN_REACH = Math.round(0.4 * FRAME_RATE)
const LEVEL_REACH = Math.round(4 * FRAME_RATE)

export function envelopesOf({ frames, low, mid, high }: Onsets): Envelopes {
  const all = new Float32Array(frames)
  for (let i = 0; i < frames; i++) all[i] = low[i]! + mid[i]! + high[i]!
  return { frames, all: even(all), low: even(low), mid: even(mid), high: even(high) }
}

/** Minus the mean of +-0.4 s, half-wave, divided by the RMS of +-4 s. */
function even(raw: Float32Array): Float32Array {
  const frames = raw.length
  const out = new Float32Array(frames)
  const total = new Float64Array(frames + 1)
  for (let i = 0; i < frames; i++) total[i + 1] = total[i]! + raw[i]!
  for (let i = 0; i < frames; i++) {
    const from = Math.max(0, i - MEAN_REACH)
    const to = Math.min(frames, i + MEAN_REACH + 1)
    const over = raw[i]! - (total[to]! - total[from]!) / (to - from)
    out[i] = over > 0 ? over : 0
  }
  let overall = 0
  for (let i = 0; i < frames; i++) {
    total[i + 1] = total[i]! + out[i]! * out[i]!
    overall = total[i + 1]! / (i + 1)
  }
  // A part far quieter than the piece stays quiet: its onsets are hiss.
  const floor = 0.01 * overall + 1e-9
  for (let i = 0; i < frames; i++) {
    const from = Math.max(0, i - LEVEL_REACH)
    const to = Math.min(frames, i + LEVEL_REACH + 1)
    const square = Math.max((total[to]! - total[from]!) / (to - from), floor)
    out[i] = out[i]! / Math.sqrt(square)
  }
  return out
}
