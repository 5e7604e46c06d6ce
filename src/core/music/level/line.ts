/** Samples to a run: what is measured, taken or left together. */
export const RUN = 16
/** Runs of the chunk before that stay in sight. */
export const BEFORE = 2
/** Runs to a chunk. */
export const RUNS = 128
/** Frames to a chunk: of 2,048, so that a chunk of a few channels stays in the nearest cache. */
export const CHUNK = RUN * RUNS
/** Where a chunk begins in a line. */
export const START = RUN * BEFORE

/** 16 as the bits of a Float32. So far above full scale a sample, like NaN, is damage and counts as silence. */
const DAMAGED = 0x41800000

/** One channel of the chunk in work, behind the end of the chunk before. */
export interface Line {
  readonly samples: Float32Array
  /** The same memory as whole numbers: sizes of floats order as their bits without the sign, NaN above all. */
  readonly bits: Int32Array
  /** The largest size in each run, as bits; whoever goes through the chunk first fills it in. */
  readonly tops: Int32Array
}

export function createLine(): Line {
  const samples = new Float32Array(START + CHUNK)
  return { samples, bits: new Int32Array(samples.buffer), tops: new Int32Array(BEFORE + RUNS) }
}

/** Moves the end of the chunk to where the next one sees it, and empties the rest. */
export function advance({ samples, tops }: Line): void {
  samples.copyWithin(0, CHUNK)
  tops.copyWithin(0, RUNS)
  samples.fill(0, START)
  tops.fill(0, BEFORE)
}

/** Fills in the tops of the runs [from, to). */
export function measure({ bits, tops }: Line, from: number, to: number): void {
  for (let r = from; r < to; r++) {
    let top = 0
    for (let i = r * RUN, end = i + RUN; i < end; i++) {
      const size = bits[i]! & 0x7fffffff
      if (size > top) top = size
    }
    tops[r] = top
  }
}

/** Sets the damaged samples of the measured runs [from, to) to 0 and tells whether there were any. */
export function mend(line: Line, from: number, to: number): boolean {
  const { bits, samples, tops } = line
  let damaged = false
  for (let r = from; r < to; r++) {
    if (tops[r]! < DAMAGED) continue
    damaged = true
    for (let i = r * RUN; i < (r + 1) * RUN; i++) if ((bits[i]! & 0x7fffffff) >= DAMAGED) samples[i] = 0
    measure(line, r, r + 1)
  }
  return damaged
}
