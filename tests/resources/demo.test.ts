import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { tempoOf } from '../../src/core/music/tempo'

interface Truth {
  readonly file: string
  readonly title: string
  readonly artist: string
  readonly album: string
  readonly tempo: number
  readonly tempoTag: boolean
  /** Seconds, as heard in the decoded audio. */
  readonly firstBeat: number
  readonly beatsPerBar: number
  readonly duration: number
  /** `buildUp`: how long the rise before the drop lasts, in seconds. */
  readonly drops: readonly { readonly time: number; readonly buildUp: number }[]
  readonly sections: readonly { readonly name: string; readonly start: number; readonly end: number }[]
}

const folder = fileURLToPath(new URL('../../resources/demo', import.meta.url))
const { tracks } = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as { readonly tracks: readonly Truth[] }
const size = (file: string) => statSync(join(folder, file)).size

describe('the demo tracks', () => {
  it('are the files the truth names, and no others', () => {
    expect(readdirSync(folder).filter((name) => name !== 'truth.json').sort()).toEqual(tracks.map(({ file }) => file).sort())
  })

  it('are at least six, in at least three formats, of at most 5.5 MB together', () => {
    expect(tracks.length).toBeGreaterThanOrEqual(6)
    expect(new Set(tracks.map(({ file }) => extname(file))).size).toBeGreaterThanOrEqual(3)
    expect(tracks.reduce((sum, { file }) => sum + size(file), 0)).toBeLessThanOrEqual(5_500_000)
  })

  it('have a tempo for every phase, and at least two for work', () => {
    const fits = (phase: keyof typeof tempoOf) => tracks.filter(({ tempo }) => tempo >= tempoOf[phase].least && tempo <= tempoOf[phase].most).length
    expect({ warmup: fits('warmup'), rest: fits('rest'), cooldown: fits('cooldown') }).toEqual({
      warmup: expect.toSatisfy((n: number) => n >= 2),
      rest: expect.toSatisfy((n: number) => n >= 2),
      cooldown: expect.toSatisfy((n: number) => n >= 2),
    })
    expect(fits('work')).toBeGreaterThanOrEqual(4)
  })

  it('all but one say their tempo in a tag', () => {
    expect(tracks.filter(({ tempoTag }) => !tempoTag)).toHaveLength(1)
  })

  it('have names of their own and our name as artist', () => {
    expect(new Set(tracks.map(({ title }) => title)).size).toBe(tracks.length)
    for (const { artist, album } of tracks) expect([artist, album]).toEqual(['Roundhouse', 'Roundhouse Demo'])
  })
})

describe.each(tracks)('$title', (track) => {
  it('lasts at least a minute and is compressed to between 45 and 100 kbit/s', () => {
    expect(track.duration).toBeGreaterThanOrEqual(60)
    const rate = (8 * size(track.file)) / track.duration
    expect(rate).toBeGreaterThan(45_000)
    expect(rate).toBeLessThan(100_000)
  })

  it('is made of sections that touch, each a whole number of bars from the first beat', () => {
    const bar = (60 / track.tempo) * track.beatsPerBar
    let end = track.firstBeat
    for (const section of track.sections) {
      expect(section.start).toBeCloseTo(end, 5)
      const bars = (section.end - section.start) / bar
      expect(Math.round(bars)).toBeGreaterThanOrEqual(1)
      expect(Math.abs(bars - Math.round(bars)) * bar).toBeLessThan(1e-4)
      end = section.end
    }
    expect(end).toBeLessThan(track.duration)
  })

  it('drops twice, each time at the start of a bar and after a build-up', () => {
    expect(track.drops).toHaveLength(2)
    for (const { time, buildUp } of track.drops) {
      const before = track.sections.findIndex(({ name, start }) => name === 'drop' && start === time) - 1
      expect(track.sections[before]?.name).toBe('build')
      expect(track.sections[before]?.start).toBeCloseTo(time - buildUp, 5)
    }
  })
})
