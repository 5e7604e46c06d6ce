/** A tap this far from the line that the others make is a slip, in beats. */
const SLIP = 0.2

export interface TapFit {
  /** Seconds from beat to beat. */
  readonly period: number
  /** The first beat that was tapped, as the line has it: seconds. */
  readonly first: number
  /** The taps that count. */
  readonly times: readonly number[]
}

/**
 * The steady beat behind taps: least squares over their times, each at a whole number of beats, so that one left out does no
 * harm; the worst slip is dropped and the line drawn anew until none is left. Null where fewer than half of them agree.
 */
export function fitTaps(taps: readonly number[]): TapFit | null {
  const sorted = [...taps].sort((a, b) => a - b)
  const gaps = sorted.slice(1).map((time, i) => time - sorted[i]!).sort((a, b) => a - b)
  const usual = gaps[gaps.length >> 1]
  if (usual === undefined || usual <= 0.05) return null
  let points = numbered(sorted, usual)
  let line = lineThrough(points)
  while (points.length >= Math.max(4, sorted.length / 2)) {
    const { period, first } = line
    const off = ({ beat, time }: Point) => Math.abs(time - first - beat * period)
    const worst = points.reduce((a, b) => (off(b) > off(a) ? b : a))
    if (off(worst) <= SLIP * period) {
      const start = points[0]!
      return { period, first: first + start.beat * period, times: points.map(({ time }) => time) }
    }
    points = numbered(points.filter((point) => point !== worst).map(({ time }) => time), usual)
    line = lineThrough(points)
  }
  return null
}

interface Point {
  readonly beat: number
  readonly time: number
}

/** Which beat each time is, from the one before it: a small error of the usual gap does not add up. Two on one beat are one and a slip. */
function numbered(times: readonly number[], usual: number): Point[] {
  let beat = 0
  return times.map((time, i) => {
    if (i > 0) beat += Math.round((time - times[i - 1]!) / usual)
    return { beat, time }
  })
}

function lineThrough(points: readonly Point[]): { period: number; first: number } {
  const n = points.length
  const meanBeat = points.reduce((sum, { beat }) => sum + beat, 0) / n
  const meanTime = points.reduce((sum, { time }) => sum + time, 0) / n
  let above = 0, below = 0
  for (const { beat, time } of points) {
    above += (beat - meanBeat) * (time - meanTime)
    below += (beat - meanBeat) ** 2
  }
  const period = below > 0 ? above / below : Infinity
  return { period, first: meanTime - period * meanBeat }
}
