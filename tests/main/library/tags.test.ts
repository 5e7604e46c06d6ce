import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { empty, endless, gone, lasting, readTrack, unreadable } from '../../../src/main/library/reading'
import { cleaned, tempoFrom } from '../../../src/main/library/tags'
import { asNobody, temporaryFolder } from '../folder'
import { frameSeconds, mp3, wav } from '../files'

async function read(name: string, content: Buffer | string) {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return readTrack(path)
}
const tags = async (name: string, content: Buffer) => {
  const result = await read(name, content)
  if ('failed' in result) throw new Error(result.failed)
  return result
}

describe('tags', () => {
  it('give title, artist, album, tempo and duration', async () => {
    const file = mp3(400, { tags: { TIT2: '夜 "Night"', TPE1: 'A', TALB: 'B', TBPM: '128' } })
    expect(await tags('x.mp3', file)).toMatchObject({ title: '夜 "Night"', artist: 'A', album: 'B', tempo: 128, duration: expect.closeTo(400 * frameSeconds, 1) })
  })
  it('lack all but the length where a file has none', async () => {
    expect(await tags('Some song.v2.wav', wav(3))).toMatchObject({ title: null, artist: null, album: null, tempo: null, duration: 3 })
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

describe('a file from a strange place', () => {
  /** An ID3v2.3 tag of one frame with these bytes, before some frames of audio. */
  const tagged = (id: string, body: Buffer, frames = 200): Buffer => {
    const head = Buffer.alloc(10)
    head.write(id, 0, 'latin1')
    head.writeUInt32BE(body.length, 4)
    const size = head.length + body.length
    const start = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, (size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127])
    return Buffer.concat([start, head, body, mp3(frames)])
  }
  it('is read with 10 MB of tags: a picture, or a title without end', async () => {
    const picture = Buffer.concat([Buffer.from('\0image/png\0\x03\0', 'latin1'), Buffer.alloc(10_000_000, 0x55)])
    expect(await tags('picture.mp3', tagged('APIC', picture))).toMatchObject({ title: null, duration: expect.closeTo(200 * frameSeconds, 0) })
    const text = await tags('text.mp3', tagged('TIT2', Buffer.concat([Buffer.from([0]), Buffer.alloc(10_000_000, 'x')])))
    expect(text.title).toBe('x'.repeat(300))
  })
  it.each([
    ['a text that is no UTF-8', Buffer.from([3, 0xff, 0xfe, 0x41, 0xc3])],
    ['half of a UTF-16 character', Buffer.from([1, 0xff, 0xfe, 0x41, 0x00, 0x3d])],
    ['an encoding that there is none', Buffer.from([9, 0x41, 0x42])],
    ['nothing', Buffer.from([])],
  ])('is a track whose title is %s', async (_what, body) => {
    expect((await tags('x.mp3', tagged('TIT2', body))).duration).toBeCloseTo(200 * frameSeconds, 0)
  })
  it('is told when it may not be read', async () => {
    const path = join(temporaryFolder(), 'locked.mp3')
    writeFileSync(path, mp3(100))
    chmodSync(dirname(path), 0o755)
    chmodSync(path, 0)
    expect(await asNobody(() => readTrack(path))).toEqual({ failed: 'no permission to read it' })
  })
  it('is told when its length is nonsense', async () => {
    const file = wav(25)
    // One byte a sample and 4,000 a second: 700 MB are two days, and a hole in the file system.
    file.writeUInt32LE(4000, 24)
    file.writeUInt32LE(4000, 28)
    file.writeUInt32LE(0, 40)
    const path = join(temporaryFolder(), 'slow.wav')
    writeFileSync(path, file)
    truncateSync(path, 700_000_000)
    expect(await readTrack(path)).toEqual({ failed: endless })
  })
  it('is told when its samples come at a rate that there is not', async () => {
    const file = wav(25)
    file.writeUInt32LE(1, 24)
    file.writeUInt32LE(1, 28)
    expect(await read('slow.wav', file)).toMatchObject({ failed: expect.stringContaining('cannot be played here') })
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
    expect(await readTrack(join(temporaryFolder(), 'gone.mp3'))).toEqual({ failed: gone })
  })
  it('is told when the system cannot read it, but not for good', async () => {
    const folder = join(temporaryFolder(), 'x.mp3')
    mkdirSync(folder)
    const result = await readTrack(folder)
    expect(result).toEqual({ failed: 'EISDIR' })
    expect('failed' in result && lasting.has(result.failed)).toBe(false)
  })
})
