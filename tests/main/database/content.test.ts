import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Bytes } from '../../../src/main/bytes'
import { contentOf, type Names } from '../../../src/main/database/content'
import { mp3, wav } from '../files'

const tags = { TIT2: 'Song' }

/** A file, and how often it was read from. */
function fileOf(content: Buffer): Bytes & { readonly reads: () => number } {
  let reads = 0
  const read: Bytes['read'] = (into, at) => (reads++, content.subarray(at).copy(into))
  return { path: 'x', size: content.length, read, close: () => undefined, reads: () => reads }
}
const namesOf = (content: Buffer): Names => contentOf(fileOf(content))

/** Databases hold these names: without them every analysis and correction of an older Roundhouse would be lost. */
it.each([
  ['a long file', wav(20), 'ff779996e1365f260ee9754c31d6724e'],
  ['a long file with a tag before it', mp3(300, { tags }), 'd90c1cf26f3f18a93c661a3ee303a395'],
  ['a short one between two tags', Buffer.concat([mp3(30, { tags }), Buffer.from('TAG'.padEnd(128, '\0'))]), '2ac4fa9989273811f6ee515717fd605c'],
  ['a byte', Buffer.from('x'), 'edb5a0581f72f33913cbac823ba453e4'],
])('%s has the name that it always had, or still knows it', (_what, content, name) => {
  const { content: now, was } = namesOf(content)
  expect(was ?? now).toBe(name)
})

const u32 = (value: number, little = false) => {
  const bytes = Buffer.alloc(4)
  if (little) bytes.writeUInt32LE(value)
  else bytes.writeUInt32BE(value)
  return bytes
}
const noise = (length: number, seed: number) => Buffer.from(Array.from({ length }, (_, i) => (Math.imul(i + seed, 2_654_435_761) >>> 13) & 255))
const text = (length: number) => Buffer.alloc(length, 'tag ')

/** Each kind of file with this sound, and so much said about it. */
const kinds: Readonly<Record<string, (sound: Buffer, said: number) => Buffer>> = {
  'MP3 with two ID3v2 tags, one with a footer, APE and ID3v1': (sound, said) => {
    const size = [0, 0, said >> 7, said & 127]
    const id3 = (flags: number) => Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 4, 0, flags, ...size]), text(said), flags ? Buffer.from([0x33, 0x44, 0x49, 4, 0, flags, ...size]) : Buffer.alloc(0)])
    const ape = (kind: number) => Buffer.concat([Buffer.from('APETAGEX'), u32(2000, true), u32(said + 32, true), u32(1, true), u32(kind, true), Buffer.alloc(8)])
    return Buffer.concat([id3(0x10), id3(0), sound, ape(0xa000_0000), text(said), ape(0x8000_0000), Buffer.from('TAG'.padEnd(128, 'x'))])
  },
  FLAC: (sound, said) => Buffer.concat([Buffer.from('fLaC'), u32(34), Buffer.alloc(34), u32(0x8400_0000 + said), text(said), sound]),
  WAV: (sound, said) => Buffer.concat([Buffer.from('RIFF    WAVEfmt '), u32(16, true), Buffer.alloc(16), Buffer.from('LIST'), u32(said, true), text(said + (said % 2)), Buffer.from('data'), u32(sound.length, true), sound, Buffer.alloc(sound.length % 2), Buffer.from('id3 '), u32(said, true), text(said)]),
  RF64: (sound, said) => Buffer.concat([Buffer.from('RF64\xff\xff\xff\xffWAVEds64', 'latin1'), u32(28, true), Buffer.alloc(8), u32(sound.length, true), u32(0), Buffer.alloc(12), Buffer.from('data'), u32(0xffff_ffff), sound, text(said)]),
  MP4: (sound, said) => Buffer.concat([u32(16), Buffer.from('ftypM4A xxxx'), u32(8 + said), Buffer.from('moov'), text(said), u32(8 + sound.length), Buffer.from('mdat'), sound]),
  'MP4 in fragments': (sound, said) => Buffer.concat([
    u32(16), Buffer.from('ftypM4A xxxx'), u32(8 + said), Buffer.from('moov'), text(said),
    ...[0, 1].flatMap((half) => [u32(12), Buffer.from('moof'), u32(said), u32(8 + sound.length / 2), Buffer.from('mdat'), sound.subarray((half * sound.length) / 2, ((half + 1) * sound.length) / 2)]),
  ]),
  Opus: (sound, said) => ogg([Buffer.from('OpusHead12345678901'), Buffer.concat([Buffer.from('OpusTags'), text(said)])], sound, said),
  Vorbis: (sound, said) => ogg([Buffer.from('\x01vorbis1234567890123456789012'), Buffer.concat([Buffer.from('\x03vorbis'), text(said)]), Buffer.concat([Buffer.from('\x05vorbis'), noise(700, 1)])], sound, said),
  'Ogg FLAC': (sound, said) => ogg([Buffer.from('\x7fFLAC\x01\0\0\x01fLaC', 'latin1'), Buffer.concat([Buffer.from([0x84]), text(said)])], sound, said),
}

/** Headers on pages of their own, then the sound in packets of 500 bytes, a few on each page; their numbers and sums depend on what was said. */
function ogg(headers: readonly Buffer[], sound: Buffer, said: number): Buffer {
  let number = said
  const page = (packets: readonly Buffer[], granule: number): Buffer => {
    const table = packets.flatMap(({ length }) => [...Array<number>(Math.floor(length / 255)).fill(255), length % 255])
    const head = Buffer.alloc(27)
    head.write('OggS')
    head.writeBigInt64LE(BigInt(granule), 6)
    head.writeUInt32LE(7, 14)
    head.writeUInt32LE(number++, 18)
    head.writeUInt32LE(Math.imul(number, 99_991) >>> 0, 22)
    head[26] = table.length
    return Buffer.concat([head, Buffer.from(table), ...packets])
  }
  const packets = Array.from({ length: Math.ceil(sound.length / 500) }, (_, i) => sound.subarray(500 * i, 500 * (i + 1)))
  const each = 1 + (said % 20)
  const pages = Array.from({ length: Math.ceil(packets.length / each) }, (_, i) => page(packets.slice(each * i, each * (i + 1)), 960 * Math.min(packets.length, each * (i + 1))))
  return Buffer.concat([...headers.map((header) => page([header], 0)), ...pages])
}

describe.each(Object.entries(kinds))('%s', (_kind, make) => {
  it('has one name whatever is said about it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 2, max: 150_000 }), fc.integer(), (said, half, seed) => {
        const sound = noise(2 * half, seed)
        expect(namesOf(make(sound, said)).content).toBe(namesOf(make(sound, 4)).content)
      }),
      { numRuns: 12 },
    )
  })
  it('has another name where it sounds otherwise, or longer', () => {
    const sound = noise(40_000, 5)
    const other = Buffer.from(sound).fill(1, 0, 100)
    const last = Buffer.from(sound).fill(1, 39_000)
    const names = [sound, other, last, Buffer.concat([sound, noise(2000, 3)])].map((one) => namesOf(make(one, 100)).content)
    expect(new Set(names).size).toBe(4)
  })
  it('has some name, soon, wherever it breaks off or is damaged', () => {
    const whole = make(noise(3000, 5), 300)
    fc.assert(
      fc.property(fc.nat({ max: whole.length }), fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), { maxLength: 8 }), (length, damage) => {
        const bytes = Buffer.from(whole)
        for (const [place, value] of damage) bytes[place] = value
        expect(namesOf(bytes.subarray(0, length)).content).toMatch(/^[0-9a-f]{32}$/)
      }),
      { numRuns: 60 },
    )
  })
})

it('is found with few looks in an Ogg that is made to be long in being read', () => {
  const page = (lacings: number) => Buffer.concat([Buffer.from('OggS'), Buffer.alloc(22), Buffer.from([lacings]), Buffer.alloc(lacings)])
  const head = ogg([Buffer.from('OpusHead12345678901'), Buffer.from('OpusTags')], Buffer.alloc(0), 0)
  for (const one of [page(0), page(1), Buffer.from('OggS')]) {
    const file = fileOf(Buffer.concat([head, ...Array<Buffer>(100_000).fill(one), Buffer.alloc(200)]))
    contentOf(file)
    expect(file.reads()).toBeLessThan(150_000)
  }
})
