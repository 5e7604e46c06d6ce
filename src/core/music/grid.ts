/** Beats, and which of them are meant: places are counted in `beats`, in parts of a beat too. */
export interface Grid {
  /** Seconds, rising. */
  readonly beats: readonly number[]
  /** The place of a downbeat. */
  readonly anchor: number
  /** From one beat that is meant to the next, in `beats`. */
  readonly step: number
  readonly beatsPerBar: number
}

/** The grid of an analysis, or of one beat in every interval of `beats`. */
export function gridOf(beats: readonly number[], downbeats: readonly number[], beatsPerBar: number): Grid {
  const first = downbeats[0]
  const anchor = first === undefined ? 0 : Math.max(0, beats.findIndex((beat) => Math.abs(beat - first) < 1e-3))
  return { beats, anchor, step: 1, beatsPerBar }
}

/** The time of a place; before the first and after the last beat the tempo is that of the nearest interval. */
function timeAt(beats: readonly number[], place: number): number {
  const from = Math.max(0, Math.min(beats.length - 2, Math.floor(place)))
  const a = beats[from]!, b = beats[from + 1]!
  // Whole places give the very beat, not one that arithmetic made.
  return place === from ? a : place === from + 1 ? b : a + (place - from) * (b - a)
}

/** The place of a time. */
export function beatNear({ beats }: Grid, time: number): number {
  let low = 0, high = beats.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (beats[middle]! <= time) low = middle
    else high = middle - 1
  }
  return low + (time - beats[low]!) / (beats[low + 1]! - beats[low]!)
}

/**
 * The beats that are meant, `by` seconds later, within [start, end). Where the piece's own beats begin late or end early
 * no beats are added, but one that lay outside of the piece may come into it.
 */
export function gridWithin({ beats, anchor, step, beatsPerBar }: Grid, by: number, { start, end }: { readonly start: number; readonly end: number }): { beats: number[]; downbeats: number[] } {
  const kept: number[] = []
  const downbeats: number[] = []
  if (beats.length < 2) return { beats: kept, downbeats }
  const last = beats.length - 1
  const reach = Math.ceil(Math.abs(by) / Math.min(beats[1]! - beats[0]!, beats[last]! - beats[last - 1]!)) + 1
  const from = Math.ceil((-reach - anchor) / step), to = Math.floor((last + reach - anchor) / step)
  for (let k = from; k <= to; k++) {
    const place = nearWhole(anchor + k * step)
    const own = timeAt(beats, place)
    const beyond = place < 0 || place > last
    if (beyond && own >= start && own < end && (place <= -1 || place >= last + 1)) continue
    const time = Math.round(1e5 * (own + by)) / 1e5
    if (time < start || time >= end || (beyond && by === 0 && step >= 1 && Number.isInteger(place))) continue
    kept.push(time)
    if (k % beatsPerBar === 0) downbeats.push(time)
  }
  return { beats: kept, downbeats }
}

const nearWhole = (x: number): number => (Math.abs(x - Math.round(x)) < 1e-9 ? Math.round(x) : x)
