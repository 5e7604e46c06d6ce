import { amplitude, type Span } from '../../core/music/mix'
import type { Seconds } from '../../core/workout/workout'

/** Music that is held under a rest: so much lower in dB, and nothing above so many Hz. */
const level = amplitude(-8)
const cutoff = 350
/** It goes under within `down`, and comes up within `up`, so that all of it is back on the bell. */
const down: Seconds = 0.8
const up: Seconds = 0.4
/** The two halves of a Butterworth filter of fourth order, 24 dB an octave: Q of each pair of poles, here in dB. */
const resonances = [0.5412, 1.3066].map((q) => 20 * Math.log10(q))

/**
 * A way through that muffles the music within spans of session time. Outside of them it changes nothing: a low-pass at half the
 * sample rate lets all pass (Web Audio, BiquadFilterNode).
 * @param from session time at which it begins to be used
 * @param at the context time of a session time
 */
export function muffle(context: AudioContext, output: AudioNode, spans: readonly Span[], from: Seconds, at: (session: Seconds) => Seconds): AudioNode {
  const open = context.sampleRate / 2
  const gain = new GainNode(context)
  const filters = resonances.map((Q) => new BiquadFilterNode(context, { type: 'lowpass', frequency: open, Q }))
  const ramps: { readonly param: AudioParam; readonly high: number; readonly low: number }[] = [
    { param: gain.gain, high: 1, low: level },
    ...filters.map(({ frequency }) => ({ param: frequency, high: open, low: cutoff })),
  ]
  for (const span of spans.filter(({ to }) => to > from)) {
    for (const { param, high, low } of ramps) {
      const rise = Math.max(span.from, span.to - up)
      const fall = Math.min(span.from + down, rise)
      /** The value at a session time, on its ramps. */
      const value = (time: Seconds): number => {
        const under = time <= span.from ? 0 : time < fall ? (time - span.from) / (fall - span.from) : time <= rise ? 1 : time < span.to ? (span.to - time) / (span.to - rise) : 0
        return high * (low / high) ** under
      }
      const begin = Math.max(span.from, from)
      param.setValueAtTime(value(begin), at(begin))
      if (fall > begin) param.exponentialRampToValueAtTime(low, at(fall))
      if (rise > begin) param.setValueAtTime(low, at(rise))
      param.exponentialRampToValueAtTime(high, at(span.to))
    }
  }
  return [...filters, gain].reduceRight<AudioNode>((next, node) => {
    node.connect(next)
    return node
  }, output)
}
