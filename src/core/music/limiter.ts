/** Below this nothing is touched; nothing comes out above `ceiling`. Amplitudes, 1 is full scale. */
const knee = 0.8
export const ceiling = 0.98

/**
 * A sample through the limiter: the identity up to the knee, then a curve that leaves it without an edge and nears the
 * ceiling without reaching it. It has no memory, so it costs no latency, and it does not turn down the music between two
 * peaks; what is above the knee is bent a little instead. Music and cues reach the knee together for milliseconds at most,
 * since the music is lowered under a cue.
 */
export function limit(sample: number): number {
  const size = Math.abs(sample)
  if (size <= knee) return sample
  const room = ceiling - knee
  return Math.sign(sample) * (knee + room * Math.tanh((size - knee) / room))
}

/**
 * The limiter as the table of a wave shaper, for samples within [-range, range]; what lies outside is as its ends.
 * @param points how many, odd, so that silence has a point of its own
 */
export function limiterCurve(range: number, points: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: points }, (_, i) => limit(range * ((2 * i) / (points - 1) - 1)))
}
