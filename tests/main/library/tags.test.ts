import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cleaned, empty, gone, readTags, tempoFrom, unreadable } from '../../../src/main/library/tags'
import { temporaryFolder } from '../folder'
import { frameSeconds, mp3, wav } from '../files'

function read(name: string, content: Buffer | string) {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return readTags(path, statSync(path).size)
}
const tags = async (name: string, content: Buffer) => {
  const result = await read(name, content)
  if ('failed' in result) throw new Error(result.failed)
  return result
}

describe('tags', () => {
  it('give title, artist, album, tempo and duration', async () => {
    const file = mp3(400, { tags: { TIT2: '夜 "Night"', TPE1: 'A', TALB: 'B', TBPM: '128' } })
    expect(await tags('x.mp3', file)).toEqual({ title: '夜 "Night"', artist: 'A', album: 'B', tempo: 128, duration: expect.closeTo(400 * frameSeconds, 1) })
  })
  it('lack all but the length where a file has none', async () => {
    expect(await tags('Some song.v2.wav', wav(3))).toEqual({ title: null, artist: null, album: null, tempo: null, duration: 3 })
  })
  it('become one line of a sane length', async () => {
    const { title, artist } = await tags('x.mp3', mp3(100, { tags: { TIT2: 'two\nlines\u0007', TPE1: 'x'.repeat(5000) } }))
    expect(title).toBe('two lines')
    expect(artist).toHaveLength(300)
  })
  it.each([['0'], ['29'], ['301'], ['99999'], ['-5'], ['fast']])('leave a tempo of %s out', async (TBPM) => {
    expect((await tags('x.mp3', mp3(100, { tags: { TBPM } }))).tempo).toBeNull()
  })
  it('take a tempo only from a number, and a text only from a text', () => {
    expect([tempoFrom(30), tempoFrom(300), tempoFrom('128'), tempoFrom(NaN), tempoFrom(undefined)]).toEqual([30, 300, null, null, null])
    expect([cleaned(' a\0b '), cleaned('\0'), cleaned(5)]).toEqual(['a b', null, null])
  })
})

describe('a file that is cut off', () => {
  it.each(['Xing', 'Info'] as const)('is as long as what is there of it, whatever its %s header says', async (xing) => {
    const whole = mp3(1000, { xing, tags: { TIT2: 'Cut' } })
    expect((await tags('whole.mp3', whole)).duration).toBeCloseTo(1000 * frameSeconds, 1)
    const cut = await tags('cut.mp3', whole.subarray(0, Math.round(whole.length * 0.4)))
    expect(cut.title).toBe('Cut')
    expect(cut.duration).toBeGreaterThan(0.39 * 1000 * frameSeconds)
    expect(cut.duration).toBeLessThan(0.41 * 1000 * frameSeconds)
  })
  it('is as long as what is there of a WAV', async () => {
    expect((await tags('cut.wav', wav(10).subarray(0, 44 + 4 * 8000))).duration).toBeCloseTo(4, 3)
  })
})

describe('what is no audio file', () => {
  it('is told when it is empty', async () => expect(await read('x.mp3', '')).toEqual({ failed: empty }))
  it.each([
    ['a text', 'hello, this is not music\n'],
    ['a long text', 'hello, this is not music\n'.repeat(5000)],
    ['zeros', Buffer.alloc(100_000)],
    ['a tag and nothing else', mp3(0, { tags: { TIT2: 'x' } })],
  ])('is told when it is %s named .mp3', async (_what, content) => {
    expect(await read('x.mp3', content)).toEqual({ failed: unreadable })
  })
  it.each(['.m4a', '.flac', '.ogg', '.opus', '.wav', '.aac'])('is told when it is a text named %s', async (kind) => {
    expect(await read(`x${kind}`, 'hello, this is not music\n'.repeat(100))).toEqual({ failed: unreadable })
  })
  it('is told when it is gone', async () => {
    expect(await readTags(join(temporaryFolder(), 'gone.mp3'), 10)).toEqual({ failed: gone })
  })
})
