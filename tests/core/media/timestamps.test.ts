import { describe, expect, it } from 'vitest'
import { keepTime } from '../../../src/core/media/timestamps'
import { box, file, jitter, table, zeros } from './boxes'
import { big, text } from './cutting'

describe('the time of the frames in an MP4 file', () => {
  const mended = (bytes: Uint8Array) => {
    const copy = bytes.slice()
    keepTime(copy)
    return copy
  }
  it('is made even where it jitters, and nothing else is touched', () => {
    const even = box('stts', zeros(4), big(1), big(400), big(1024), jitter.subarray(24))
    expect(mended(file({ stts: jitter }))).toEqual(file({ stts: even }))
  })
  it.each<[string, Uint8Array]>([
    ['of one length', table('stts', 1, 400, 1024)],
    ['of one length but for the last', table('stts', 2, 399, 1024, 1, 335)],
    ['of many lengths, none of them usual', table('stts', 4, 100, 1024, 100, 1000, 100, 900, 100, 800)],
    ['in more steps than there are', table('stts', 0xffffffff, 100, 1024, 300, 1000)],
  ])('stays %s', (_what, stts) => {
    expect(mended(file({ stts }))).toEqual(file({ stts }))
  })
  it('stays in what is no MP4, and where a file breaks off anywhere', () => {
    const whole = file({ stts: jitter })
    for (const bytes of [new Uint8Array(0), Uint8Array.from(text('ID3')), whole.subarray(0, 40)]) expect(mended(bytes)).toEqual(bytes)
    for (let length = whole.length - 2600; length < whole.length; length += 3) expect(mended(whole.subarray(0, length)).length).toBe(length)
  })
})
