import type { Envelopes } from './envelope'
import { FRAME_RATE, type Onsets } from './onsets'
import type { Tempogram } from './tempogram'

const PART = Math.round(8 * FRAME_RATE)

export interface Evidence {
  readonly repeating: number
  readonly spectrum: number
  readonly keeping: number
  readonly pauses: number
  readonly peakedness: number
}

/**
 * What tells music with a beat from speech and noise, for a piece taken to be at `tempo` BPM: how well onsets
 * repeat after 1, 2 and 4 beats and stand out in the spectrum, whether parts of 8 s keep one pulse, how
 * often the sound pauses (speech does, all the time) and how uneven its onsets are (noise has none that stand out).
 */
export function evidenceOf(onsets: Onsets, envelopes: Envelopes, { all }: Tempogram, tempo: number): Evidence {
  const period = (60 * FRAME_RATE) / tempo
  const near = (lag: number) => Math.max(all.lag(lag * 0.99), all.lag(lag), all.lag(lag * 1.01))
  const hz = tempo / 60
  const spectrum = Math.max(...[1, 2, 4].map((k) => all.frequency(k * hz)))
  return {
    repeating: Math.sqrt(Math.max(0, near(period) + near(2 * period) + near(4 * period)) / 3),
    spectrum: Math.log(0.1 + spectrum),
    keeping: keeping(envelopes.all, hz),
    pauses: pauses(onsets),
    peakedness: peakedness(envelopes.all),
  }
}

/**
 * How surely there is a beat, 0-1. A logistic regression on 149 pieces of music against pink and white noise,
 * random hits and 20 spoken texts: of these all but one piece lie above 0.3. Of 35 further synthetic voices in seven
 * accents and languages, some in a room or in noise, none does (scripts/train-drops.mjs prints it).
 */
export function confidenceOf({ repeating, spectrum, keeping, pauses, peakedness }: Evidence): number {
  const x = 7.04 * repeating + 2.7 * spectrum + 4.4 * keeping - 7.23 * pauses + 2.38 * peakedness - 12.84
  return 1 / (1 + Math.exp(-x))
}

/** Speech pauses often and briefly; noise never, single hits almost always. */
export const soundsSpoken = ({ pauses }: Evidence): boolean => pauses > 0.08 && pauses < 0.45

/** The mean length of the onsets' mean vector at the beat's best harmonic, over parts of 8 s. */
function keeping(envelope: Float32Array, hz: number): number {
  const parts = Math.max(1, Math.floor(envelope.length / PART))
  return Math.max(...[1, 2, 4].map((k) => {
    const angle = (2 * Math.PI * k * hz) / FRAME_RATE
    let sum = 0
    for (let p = 0; p < parts; p++) {
      const to = Math.min(envelope.length, (p + 1) * PART)
      let re = 0, im = 0, total = 1e-9
      for (let i = p * PART; i < to; i++) {
        re += envelope[i]! * Math.cos(angle * i)
        im += envelope[i]! * Math.sin(angle * i)
        total += envelope[i]!
      }
      sum += Math.hypot(re, im) / total / parts
    }
    return sum
  }))
}

/** The part of the frames that are 20 dB below the piece's mean. */
function pauses({ power, frames }: Onsets): number {
  let mean = 0
  for (let i = 0; i < frames; i++) mean += power[i]! / frames
  let quiet = 0
  for (let i = 0; i < frames; i++) if (power[i]! < 0.01 * mean) quiet++
  return quiet / Math.max(1, frames)
}

/** The mean of the fourth power over the squared mean square, logarithmic. */
function peakedness(envelope: Float32Array): number {
  let square = 1e-9, fourth = 0
  for (const x of envelope) {
    square += (x * x) / envelope.length
    fourth += x ** 4 / envelope.length
  }
  return Math.log(fourth / (square * square) + 1)
}
