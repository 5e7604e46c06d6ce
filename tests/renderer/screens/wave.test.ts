import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { around, columnsOf, firstFrom, gapsIn, pageOf, placeIn, step, timeAt, timesIn } from '../../../src/renderer/screens/wave'

const times = fc.uniqueArray(fc.integer({ min: 0, max: 100_000 }), { maxLength: 200 }).map((all) => all.map((ms) => ms / 1000).sort((a, b) => a - b))
const flat = (value: number, count = 1000) => Array.from({ length: count }, () => value)

describe('a place in a drawing', () => {
  it('leads to the time that is drawn there, anywhere in the track', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 300, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (at, part) => {
        const stretch = around(at)
        const time = stretch.from + part * (stretch.to - stretch.from)
        fc.pre(time >= 0 && time <= 300)
        expect(timeAt(stretch, placeIn(stretch, time), 300)).toBeCloseTo(time, 6)
      }),
    )
  })

  it('beyond the ends of the track leads to the ends', () => {
    expect(timeAt(around(1), 0, 200)).toBe(0)
    expect(timeAt(around(199), 1, 200)).toBe(200)
  })

  it('is on the page that holds it, under reduced motion', () => {
    expect([0, 9.99, 10, 123.4].map((at) => pageOf(at))).toEqual([{ from: 0, to: 10 }, { from: 0, to: 10 }, { from: 10, to: 20 }, { from: 120, to: 130 }])
  })
})

describe('what is no music', () => {
  it('is what the pieces leave of the track, at its ends and between them', () => {
    const piece = (start: number, end: number) => ({ start, end, loudness: -9 })
    expect(gapsIn({ duration: 220, music: [piece(0, 60), piece(160, 220)] })).toEqual([{ from: 60, to: 160 }])
    expect(gapsIn({ duration: 220, music: [piece(12, 100)] })).toEqual([{ from: 0, to: 12 }, { from: 100, to: 220 }])
    expect([gapsIn({ duration: 220, music: [piece(0, 220)] }), gapsIn({ duration: 220 })]).toEqual([[], []])
  })
})

describe('the beats in sight', () => {
  it('are those of the half-open stretch, with their numbers', () => {
    expect(timesIn([0, 1, 2, 3, 4], { from: 1, to: 3 })).toEqual([{ time: 1, index: 1 }, { time: 2, index: 2 }])
    expect(timesIn([], { from: 0, to: 10 })).toEqual([])
  })

  it('are found as a plain search would find them', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 100_000 }), (all, ms) => {
        const at = all.findIndex((time) => time >= ms / 1000)
        expect(firstFrom(all, ms / 1000)).toBe(at < 0 ? all.length : at)
      }),
    )
  })
})

describe('a step', () => {
  const beats = [0.5, 1, 1.5, 2]

  it('goes to the next beat and to the one before, off and on a beat', () => {
    expect([step(beats, 1.2, 1, false, 3), step(beats, 1.2, -1, false, 3), step(beats, 1, 1, false, 3), step(beats, 1, -1, false, 3)]).toEqual([1.5, 1, 1.5, 0.5])
  })

  it('goes to the ends of the track where there is no beat left', () => {
    expect([step(beats, 2, 1, false, 3), step(beats, 0.5, -1, false, 3), step([], 1, 1, false, 3)]).toEqual([3, 0, 3])
  })

  it('gets away from the beat just behind while it plays', () => {
    expect(step(beats, 1.1, -1, true, 3)).toBe(0.5)
    expect(step(beats, 1.1, -1, false, 3)).toBe(1)
  })

  it('on and back leads to where it began, from any beat', () => {
    fc.assert(
      fc.property(times, fc.nat(), (all, n) => {
        fc.pre(all.length > 1 && all.every((time, i) => i === 0 || time - (all[i - 1] ?? 0) > 0.01))
        const from = all[n % (all.length - 1)] ?? 0
        expect(step(all, step(all, from, 1, false, 200), -1, false, 200)).toBe(from)
      }),
    )
  })
})

describe('the columns of a waveform', () => {
  const heard = { duration: 100, waveform: { low: flat(255), mid: flat(51), high: flat(0) } }

  it('stand as high as the bands, the loudest at 1', () => {
    expect(columnsOf(heard, { from: 0, to: 100 }, 3)).toEqual([[1, 0.2, 0], [1, 0.2, 0], [1, 0.2, 0]])
  })

  it('are empty outside of the track and in a silent one', () => {
    expect(columnsOf(heard, { from: -50, to: 0 }, 2)).toEqual([[0, 0, 0], [0, 0, 0]])
    expect(columnsOf({ duration: 10, waveform: { low: flat(0), mid: flat(0), high: flat(0) } }, { from: 0, to: 10 }, 1)).toEqual([[0, 0, 0]])
  })

  it('keep a single loud point, however few they are', () => {
    const low = flat(10)
    low[637] = 255
    expect(columnsOf({ duration: 100, waveform: { low, mid: flat(0), high: flat(0) } }, { from: 0, to: 100 }, 7).filter(([low]) => low === 1)).toHaveLength(1)
  })

  it('never leave the drawing, whatever stretch is drawn', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 50 }),
        fc.double({ min: -20, max: 120, noNaN: true }),
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        fc.integer({ min: 1, max: 300 }),
        (low, from, length, count) => {
          const columns = columnsOf({ duration: 100, waveform: { low, mid: [], high: low } }, { from, to: from + length }, count)
          expect(columns).toHaveLength(count)
          expect(columns.flat().every((value) => value >= 0 && value <= 1)).toBe(true)
        },
      ),
    )
  })
})
