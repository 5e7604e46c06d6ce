import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesOf } from '../../../../src/core/music/tags/names'
import { riffFields } from '../../../../src/main/library/tags/riff'
import { id3 } from '../../id3'
import { inMemory } from '../../memory'

function chunk(id: string, body: Buffer, { size = body.length, padded = true } = {}): Buffer {
  const head = Buffer.alloc(8)
  head.write(id, 'latin1')
  head.writeUInt32LE(size, 4)
  return Buffer.concat([head, body, Buffer.alloc(padded ? body.length % 2 : 0)])
}
const riff = (...chunks: readonly Buffer[]) => Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), ...chunks])
const info = (texts: Readonly<Record<string, string | Buffer>>) =>
  chunk('LIST', Buffer.concat([Buffer.from('INFO'), ...Object.entries(texts).map(([id, text]) => chunk(id, Buffer.concat([typeof text === 'string' ? Buffer.from(text) : text, Buffer.alloc(1)])))]))
const read = (file: Buffer) => namesOf(riffFields(inMemory(file), 0))
const sound = chunk('data', Buffer.alloc(101, 128))

describe('the tags of a WAV', () => {
  it('stand in a list, in UTF-8 or Latin-1', () => {
    expect(read(riff(sound, info({ INAM: '夜', IART: 'AC/DC', IPRD: 'Record' })))).toEqual({ title: '夜', artist: 'AC/DC', album: 'Record', tempo: null })
    expect(read(riff(info({ INAM: Buffer.from('Café', 'latin1') }), sound)).title).toBe('Café')
  })
  it('stand in an ID3v2 tag before or after the sound, which counts before a list', () => {
    const tag = id3([['TIT2', 'Title'], ['TPE1', 'AC/DC'], ['TBPM', '129.97']])
    for (const name of ['id3 ', 'ID3 ']) {
      expect(read(riff(chunk(name, tag), sound, info({ INAM: 'Shorter', IPRD: 'Record' })))).toEqual({ title: 'Title', artist: 'AC/DC', album: 'Record', tempo: 129.97 })
      expect(read(riff(info({ INAM: 'Shorter' }), sound, chunk(name, tag)))).toMatchObject({ title: 'Title' })
    }
  })
  it('are found after a chunk of odd length that its writer left odd', () => {
    expect(read(riff(chunk('junk', Buffer.alloc(3), { padded: false }), info({ INAM: 'Title' }), sound)).title).toBe('Title')
  })
  it('are found after the sound of an RF64, whose length stands elsewhere', () => {
    const sizes = Buffer.alloc(28)
    sizes.writeBigUInt64LE(102n, 8)
    const file = riff(chunk('ds64', sizes), chunk('data', Buffer.alloc(102), { size: 0xffff_ffff }), info({ INAM: 'Title' }))
    file.write('RF64')
    expect(read(file).title).toBe('Title')
  })
  it('are those before the sound where that has no length, as of a stream', () => {
    for (const size of [0, 0xffff_ffff]) expect(read(riff(info({ INAM: 'Title' }), chunk('data', Buffer.alloc(100), { size }))).title).toBe('Title')
  })
  it('are none in another kind of RIFF', () => expect(riffFields(inMemory(Buffer.from('RIFF\0\0\0\0AVI LIST')), 0)).toEqual([]))
  it('of whatever bytes are read to an end', () => {
    const whole = riff(info({ INAM: 'x' }), chunk('id3 ', id3([['TIT2', 'x']])), sound, info({ IART: 'y' }))
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 }), fc.nat(whole.length), (changes, length) => {
        const file = Buffer.from(whole.subarray(0, length))
        for (const [at, byte] of changes) if (at < length) file[at] = byte
        expect(() => read(file)).not.toThrow()
      }),
    )
  })
})
