import { kaiser } from './kaiser'

/**
 * Sound at another rate, for people to hear: a windowed sinc whose place is exact for any ratio. What comes in below 20 kHz of
 * 44.1 goes out as it is, 80 dB above what the filter adds (tests/core/music/signal/converter.test.ts).
 */
export interface Converter {
  /** Takes the next samples of every channel, and answers all that can be made of what there is. */
  process(channels: readonly Float32Array[], last?: boolean): Float32Array<ArrayBuffer>[]
}

/** Taps on each side of a sample of the lower rate. */
const HALF = 24
/** Two rates have places between two samples that come again: with a row of taps for each, no row has to be made. Where there are more than this, there are so many rows, and a straight line between two of them. */
const MOST = 1024
const OTHERWISE = 512
/** Kaiser's alpha for 80 dB. */
const SHAPE = 7.86

/**
 * @param step how many samples of the input one of the output lasts
 * @param from the place in the input of the first sample of the output; before the input's first sample, and after its last, there is silence
 */
export function createConverter(step: number, from: number): Converter {
  const phases = Array.from({ length: MOST }, (_, i) => i + 1).find((count) => isWhole(count * step))
  const { half, rows, taps } = tableFor(Math.max(1, step), phases ?? OTHERWISE)
  const width = 2 * half
  // On a row: less than a millionth of a second away.
  const begin = phases === undefined ? from : Math.round(from * phases) / phases
  const between = new Float32Array(width)
  /**
   * The samples that are still needed, of every channel; the first of them is sample `base` of the input. What they lie in is used
   * again: made anew for every second of sound it is garbage that gathers.
   */
  let rooms: Float32Array[] = []
  let base = Math.min(0, Math.floor(begin)) - half
  let held = -base
  let made = 0
  return {
    process(channels, last = false) {
      const length = held + (channels[0]?.length ?? 0) + (last ? half : 0)
      const input = channels.map((more, c) => joined(rooms[c] ?? nothing, held, more, length))
      const end = base + length
      const count = Math.max(0, Math.ceil((end - half - begin) / step) - made)
      const output = input.map(() => new Float32Array(count))
      for (let i = 0; i < count; i++) {
        const place = begin + (made + i) * step
        const whole = Math.floor(place)
        const phase = (place - whole) * rows
        let kernel: Float32Array = between
        let first = 0
        if (phases === undefined) blend(taps, Math.floor(phase) * width, phase % 1, between)
        else [kernel, first] = [taps, Math.round(phase) * width]
        const start = whole - half + 1 - base
        for (let c = 0; c < input.length; c++) output[c]![i] = product(kernel, first, input[c]!, start, width)
      }
      made += count
      const next = Math.min(end, Math.floor(begin + made * step) - half + 1)
      for (const samples of input) samples.copyWithin(0, next - base, length)
      rooms = input
      held = length - (next - base)
      base = next
      return output
    },
  }
}

const nothing = new Float32Array(0)
const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-9

/** Two sums side by side, so that one addition need not wait for the other. */
function product(taps: Float32Array, first: number, samples: Float32Array, start: number, width: number): number {
  let sum = 0, other = 0
  for (let k = 0; k < width; k += 2) {
    sum += taps[first + k]! * samples[start + k]!
    other += taps[first + k + 1]! * samples[start + k + 1]!
  }
  return sum + other
}

/** The row that lies a part of the way from one to the next. */
function blend(taps: Float32Array, first: number, part: number, row: Float32Array): void {
  const width = row.length
  for (let k = 0; k < width; k++) {
    const tap = taps[first + k]!
    row[k] = tap + part * (taps[first + width + k]! - tap)
  }
}

/** The first samples of a room and more behind them, then silence: in the same room, where that is large enough for so many. */
function joined(room: Float32Array, held: number, more: Float32Array, length: number): Float32Array {
  const all = room.length >= length ? room : new Float32Array(length)
  if (all !== room) all.set(room.subarray(0, held))
  all.set(more, held)
  return all.fill(0, held + more.length, length)
}

interface Table {
  /** How many times lower the rate becomes: the filter is so many times as long. */
  readonly narrow: number
  /** From one sample to the next, without the one at the next. */
  readonly rows: number
  /** Half as many as in a row. */
  readonly half: number
  readonly taps: Float32Array
}
let latest: Table | null = null

function tableFor(narrow: number, rows: number): Table {
  if (latest?.narrow === narrow && latest.rows === rows) return latest
  const half = Math.ceil(HALF * narrow)
  const width = 2 * half
  const taps = new Float32Array((rows + 1) * width)
  for (let phase = 0; phase <= rows; phase++) {
    for (let k = 0; k < width; k++) {
      const x = k - half + 1 - phase / rows
      const sinc = x === 0 ? 1 / narrow : Math.sin((Math.PI * x) / narrow) / (Math.PI * x)
      taps[phase * width + k] = sinc * kaiser(x / half, SHAPE)
    }
  }
  return (latest = { narrow, rows, half, taps })
}
