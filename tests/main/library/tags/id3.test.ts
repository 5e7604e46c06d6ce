import fc from 'fast-check'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { namesOf } from '../../../../src/core/music/tags/names'
import { openBytes } from '../../../../src/main/bytes'
import { id3At, id3Of } from '../../../../src/main/library/tags/id3'
import { temporaryFolder } from '../../folder'
import { id3, type Way } from '../../id3'
import { inMemory } from '../../memory'

const audio = Buffer.from([0xff, 0xfb, 0x90, 0, 1, 2, 3])
function read(...parts: readonly Buffer[]) {
  const file = Buffer.concat([...parts, audio])
  const { tags, end } = id3Of(inMemory(file))
  return { ...namesOf(tags), after: file.length - end }
}
/** Looks like the beginning of audio, of a frame, of padding: whatever a picture may hold. */
const picture = Buffer.concat([Buffer.from('\0image/png\0\x03\0', 'latin1'), Buffer.alloc(700, Buffer.from([0xff, 0xe3, 0x80, 0xff, 0, 0, 0, 0x54, 0x49, 0x54, 0x32]))])
const song = [['TIT2', 'Thunder ÿÿ strück'], ['TPE1', 'AC/DC'], ['TALB', 'ÿ'], ['TBPM', '129.97']] as const
const found = { title: 'Thunder ÿÿ strück', artist: 'AC/DC', album: 'ÿ', tempo: 129.97, after: audio.length }

const way: fc.Arbitrary<Way> = fc
  .record({
    version: fc.constantFrom(2 as const, 3 as const, 4 as const),
    encoding: fc.constantFrom(0 as const, 1 as const, '1be' as const, '1bare' as const, 2 as const, 3 as const),
    unsynchronised: fc.boolean(), extended: fc.boolean(), footer: fc.boolean(), padding: fc.nat(50), swappedSizes: fc.boolean(), compressed: fc.boolean(), grouped: fc.boolean(), measured: fc.boolean(),
  })
  .filter(({ version, encoding, extended, footer, padding, swappedSizes }) => (version === 4 || (encoding !== 2 && encoding !== 3 && !footer)) && (version > 2 || (!extended && !swappedSizes)) && !(footer && padding > 0))

describe('an ID3v2 tag', () => {
  it('is read whatever its version, encoding, unsynchronisation, extended header, footer, compression and kind of sizes', () => {
    fc.assert(
      fc.property(way, fc.boolean(), (one, first) => {
        expect(read(id3(first ? [['APIC', picture], ...song] : [...song, ['APIC', picture]], one))).toEqual(found)
      }),
      { numRuns: 500 },
    )
  })
  it('is two where two follow each other, of which the first that tells counts', () => {
    expect(read(id3([], { padding: 100 }), id3(song))).toEqual(found)
    expect(read(id3([['TIT2', 'First']], { version: 4, footer: true }), id3([['TIT2', 'Second'], ['TPE1', 'Band']]))).toMatchObject({ title: 'First', artist: 'Band', after: audio.length })
  })
  it('names several artists with zeros between them, in several frames, and with a mark before each', () => {
    expect(read(id3([['TPE1', 'A\0B\0C\0']], { version: 4, encoding: 3 })).artist).toBe('A, B, C')
    expect(read(id3([['TPE1', 'A'], ['TPE1', 'B']])).artist).toBe('A, B')
    expect(read(id3([['TPE1', 'A\0\ufeffB']], { encoding: 1 })).artist).toBe('A, B')
  })
  it('has fields that its user named', () => {
    expect(read(id3([['TXXX', 'BPM\x00128,5'], ['TXXX', 'Artists\0A\0B']]))).toMatchObject({ tempo: 128.5, artist: 'A, B' })
  })
  it('keeps what it has where a later frame makes no sense', () => {
    const broken = id3([['TIT2', 'Title'], ['TPE1', 'Artist'], ['TALB', 'Album']])
    broken.fill(0xff, broken.lastIndexOf('TALB'), broken.lastIndexOf('TALB') + 8)
    expect(read(broken)).toMatchObject({ title: 'Title', artist: 'Artist', album: null, after: audio.length })
  })
  it('has names of three letters in frames of four, as one program wrote them', () => {
    expect(read(id3([['TT2\0', 'Title'], ['TP1 ', 'Artist']]))).toMatchObject({ title: 'Title', artist: 'Artist' })
  })
  it('says nothing in a frame that is encrypted, packed wrongly or in an encoding that there is none, and the next frame is read', () => {
    const odd = (flags: number, body: Buffer) => {
      const tag = id3([['TIT2', body], ['TPE1', 'Artist']], { version: 4 })
      tag[19] = flags
      return read(tag)
    }
    expect(odd(0x04, Buffer.from('\x03Title'))).toMatchObject({ title: null, artist: 'Artist' })
    expect(odd(0x09, Buffer.from('\0\0\0\x05\x03Title'))).toMatchObject({ title: null, artist: 'Artist' })
    expect(odd(0, Buffer.from('\x09Title'))).toMatchObject({ title: null, artist: 'Artist' })
    expect(odd(0, Buffer.alloc(0))).toMatchObject({ title: null, artist: 'Artist' })
  })
  it('does not blow up: a megabyte of zeros, packed, is no title', () => {
    expect(read(id3([['TIT2', Buffer.alloc(1_000_000)], ['TPE1', 'Artist']], { version: 4, compressed: true }))).toMatchObject({ title: null, artist: 'Artist' })
  })
  it('ends with the chunk or the file that it stands in, whatever it says', () => {
    const tag = id3(song)
    tag.set([0x7f, 0x7f, 0x7f, 0x7f], 6)
    expect(id3At(inMemory(Buffer.concat([Buffer.alloc(3), tag])), 3)).toMatchObject({ end: 3 + tag.length })
    expect(id3At(inMemory(Buffer.concat([tag, audio])), 0, tag.length - 20)?.end).toBe(tag.length - 20)
  })
  it('is none where its size has a bit that none has, or its version is unknown', () => {
    const [size, version] = [id3(song), id3(song)]
    size[6] = 0x80
    version[3] = 5
    expect([read(size).after, read(version).after]).toEqual([size.length + audio.length, version.length + audio.length])
  })
  it('of a file is read in pieces: a picture of 5 MB before the title is passed over', () => {
    const path = join(temporaryFolder(), 'x.mp3')
    writeFileSync(path, Buffer.concat([id3([['APIC', Buffer.alloc(5_000_000, 0x41)], ...song], { version: 4, encoding: 3 }), audio]))
    const bytes = openBytes(path)
    let asked = 0
    const { tags } = id3Of({ ...bytes, read: (into, at) => (asked += into.length, bytes.read(into, at)) })
    bytes.close()
    expect(namesOf(tags)).toMatchObject({ title: found.title, artist: 'AC/DC' })
    expect(asked).toBeLessThan(10_000)
  })
  it('of whatever bytes is read to an end, and never past the file', () => {
    const header = fc.tuple(fc.constantFrom(2, 3, 4), fc.nat(255), fc.nat(127), fc.nat(127)).map(([version, flags, high, low]) => Buffer.from([0x49, 0x44, 0x33, version, 0, flags, 0, 0, high, low]))
    const body = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.array(fc.constantFrom('TIT2', 'TT2', 'TXXX', '\0\0\0\x7f', '\x7f\x7f\x7f\x7f', '\0\0', '\xff\0', '\xff\xfe', '\0'), { maxLength: 60 }).map((some) => Buffer.from(some.join(''), 'latin1')))
    fc.assert(
      fc.property(fc.array(fc.tuple(header, body), { maxLength: 30 }), (parts) => {
        const file = Buffer.concat(parts.flatMap(([one, two]) => [one, Buffer.from(two)]))
        expect(id3Of(inMemory(file)).end).toBeLessThanOrEqual(file.length)
      }),
      { numRuns: 500 },
    )
  })
})
