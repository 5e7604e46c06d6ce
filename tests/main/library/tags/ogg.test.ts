import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesOf } from '../../../../src/core/music/tags/names'
import { commentsIn, oggFields } from '../../../../src/main/library/tags/ogg'
import { inMemory } from '../../memory'
import { comments, ogg } from '../../ogg'

const read = (file: Buffer, start = 0) => {
  const fields = oggFields(inMemory(file), start)
  return fields && namesOf([fields])
}
const song = comments('title=夜', 'ARTIST=AC/DC', 'ARTIST=Zwei', 'ALBUM=Record', 'BPM=129.97')
const found = { title: '夜', artist: 'AC/DC, Zwei', album: 'Record', tempo: 129.97 }

describe('the comments of an Ogg file', () => {
  it.each(['vorbis', 'opus', 'flac'] as const)('are read with the codec %s, also after what stands before it', (codec) => {
    expect(read(ogg([codec, song]))).toEqual(found)
    expect(read(Buffer.concat([Buffer.from('before'), ogg([codec, song])]), 6)).toEqual(found)
  })
  it('are those of the sound, whatever stream stands before or between its headers', () => {
    expect(read(ogg(['skeleton', comments('TITLE=Wrong')], ['vorbis', song]))).toEqual(found)
    expect(read(ogg(['opus', song], ['skeleton', Buffer.alloc(200_000)]))).toEqual(found)
  })
  it('are those of the first of several songs', () => {
    expect(read(Buffer.concat([ogg(['vorbis', song]), ogg(['vorbis', comments('TITLE=Next', 'ARTIST=Next')])]))).toEqual(found)
  })
  it('go over pages: a picture of 300 KB stands before the title', () => {
    expect(read(ogg(['flac', Buffer.concat([comments(`METADATA_BLOCK_PICTURE=${'A'.repeat(300_000)}`, 'TITLE=Late')])]))).toMatchObject({ title: 'Late' })
  })
  it('are none in what is no Ogg, ends before them or has others where they should be', () => {
    const whole = ogg(['vorbis', song])
    expect([read(Buffer.from('OggS')), read(Buffer.alloc(100)), read(whole.subarray(0, 60))]).toEqual([null, null, null])
    const other = Buffer.from(whole)
    other.write('\x05', whole.indexOf('\x03vorbis'), 'latin1')
    expect(read(other)).toBeNull()
  })
  it('are as many as there are, whatever their number and lengths say', () => {
    const many = comments('TITLE=One', 'ARTIST=Two')
    many.writeUInt32LE(0xffff_ffff, 10)
    expect(namesOf([commentsIn(many)])).toMatchObject({ title: 'One', artist: 'Two' })
    many.writeUInt32LE(0xffff_ffff, many.indexOf('ARTIST') - 4)
    expect(namesOf([commentsIn(many)])).toMatchObject({ title: 'One', artist: null })
    expect(commentsIn(comments('no sign', '=no name')).size).toBe(0)
  })
  it('of whatever bytes are read to an end', () => {
    const whole = ogg(['skeleton', song], ['flac', song])
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 }), fc.nat(whole.length), (changes, length) => {
        const file = Buffer.from(whole.subarray(0, length))
        for (const [at, byte] of changes) if (at < length) file[at] = byte
        expect(() => read(file)).not.toThrow()
      }),
    )
  })
})
