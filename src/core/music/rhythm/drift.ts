import { FRAME_RATE } from './onsets'

const HARMONICS = [1, 2, 4]
/** Half the width of the window in which a tempo is heard, and from one such place to the next. Seconds. */
const REACH = 4
const STEP = 0.5
const HOP = Math.round(STEP * FRAME_RATE)
const AROUND = Math.round(REACH / STEP)
/** The places around one, weighed by a Hann window. */
const WINDOW = Float64Array.from({ length: 2 * AROUND + 1 }, (_, i) => 0.5 + 0.5 * Math.cos((Math.PI * (i - AROUND)) / (AROUND + 1)))
/** Tempi 2 % apart, up to a quarter above and below the piece's. */
const RATIO = 1.02
const RATIOS = 12
/** What a change of 2 % from one place to the next costs, squared; a place has 1 to share among the tempi. */
const STIFFNESS = 0.08

/**
 * The period in frames at every frame of a piece whose tempo is about `tempo` BPM but may move: the Fourier
 * coefficients of 8 s around every half second at 1, 2 and 4 times the beat, and through them the path that
 * pays most and bends least (Viterbi).
 */
export function periodsOf(envelope: Float32Array, tempo: number): Float32Array {
  const places = Math.max(1, Math.ceil(envelope.length / HOP))
  const states = 2 * RATIOS + 1
  const strengths = Array.from({ length: states }, (_, s) => strengthOf(envelope, tempo * RATIO ** (s - RATIOS), places))
  const path = smoothest(strengths, places)
  const period = (60 * FRAME_RATE) / tempo
  return Float32Array.from(envelope, (_, i) => {
    const at = Math.min(places - 1, Math.max(0, i / HOP - 0.5))
    const place = Math.floor(at)
    const ratio = path[place]! + (at - place) * ((path[place + 1] ?? path[place]!) - path[place]!)
    return period * RATIO ** -ratio
  })
}

/** How strongly the envelope beats at a tempo, at every place: the harmonics' magnitudes added. */
function strengthOf(envelope: Float32Array, tempo: number, places: number): Float64Array {
  const out = new Float64Array(places)
  for (const harmonic of HARMONICS) {
    const angle = (2 * Math.PI * harmonic * tempo) / 60 / FRAME_RATE
    const re = new Float64Array(places), im = new Float64Array(places)
    const turnRe = Math.cos(angle), turnIm = Math.sin(angle)
    for (let place = 0; place < places; place++) {
      const from = place * HOP, to = Math.min(envelope.length, from + HOP)
      let cos = Math.cos(angle * from), sin = Math.sin(angle * from)
      let sumRe = 0, sumIm = 0
      for (let i = from; i < to; i++) {
        sumRe += envelope[i]! * cos
        sumIm += envelope[i]! * sin
        const next = cos * turnRe - sin * turnIm
        sin = cos * turnIm + sin * turnRe
        cos = next
      }
      re[place] = sumRe
      im[place] = sumIm
    }
    for (let place = 0; place < places; place++) {
      let sumRe = 0, sumIm = 0
      const last = Math.min(places - 1, place + AROUND)
      for (let at = Math.max(0, place - AROUND); at <= last; at++) {
        const weight = WINDOW[at - place + AROUND]!
        sumRe += weight * re[at]!
        sumIm += weight * im[at]!
      }
      out[place]! += Math.hypot(sumRe, sumIm)
    }
  }
  return out
}

/** For every place the state, counted from the middle, of the path with the greatest sum. */
function smoothest(strengths: readonly Float64Array[], places: number): Float64Array {
  const states = strengths.length
  const reach = 3
  let score = new Float64Array(states)
  const before = new Int16Array(places * states)
  for (let place = 0; place < places; place++) {
    const loudest = strengths.reduce((top, strength) => Math.max(top, strength[place]!), 1e-9)
    const next = new Float64Array(states)
    for (let s = 0; s < states; s++) {
      let top = -Infinity
      for (let from = Math.max(0, s - reach); from <= Math.min(states - 1, s + reach); from++) {
        const here = score[from]! - STIFFNESS * (s - from) ** 2
        if (here > top) {
          top = here
          before[place * states + s] = from
        }
      }
      next[s] = top + strengths[s]![place]! / loudest
    }
    score = next
  }
  let state = score.reduce((best, value, s) => (value > score[best]! ? s : best), 0)
  const path = new Float64Array(places)
  for (let place = places - 1; place >= 0; place--) {
    path[place] = state - (states - 1) / 2
    state = before[place * states + state]!
  }
  return path
}
