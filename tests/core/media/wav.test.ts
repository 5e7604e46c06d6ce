import { describe, expect, it } from 'vitest'
import type { OldPiece as Piece } from '../../../src/core/media/old'
import { wav } from '../../../src/core/media/wav'
import { cut, join, little, text } from './cutting'

describe('a WAV file', () => {
  const samples = Uint8Array.from({ length: 4 * 10_000 }, (_, i) => i * 7)
  const header = (size: number) => [...text('RIFF'), ...little(36 + size), ...text('WAVEfmt '), ...little(16), 1, 0, 2, 0, ...little(8000), ...little(32_000), 4, 0, 16, 0, ...text('data'), ...little(size)]
  const dataOf = (pieces: Piece[]) => join(...pieces.map(({ bytes }) => bytes.subarray(44)))
  it('becomes WAV files that hold its samples one after the other', async () => {
    const pieces = (await cut(wav, join(header(samples.length), samples), 2 * 3000))!
    expect(pieces).toHaveLength(4)
    expect(dataOf(pieces)).toEqual(samples)
    for (const { bytes, sampleRate } of pieces) {
      expect([...bytes.subarray(0, 4), sampleRate]).toEqual([...text('RIFF'), 8000])
      expect([...bytes.subarray(40, 44)]).toEqual(little(bytes.length - 44))
    }
  })
  it.each([['nothing', 0], ['more than there is', 4_000_000], ['all there could be', 0xffffffff]])('may promise %s', async (_what, size) => {
    expect(dataOf((await cut(wav, join(header(size), samples), 2 * 3000))!)).toEqual(samples)
  })
  it('without channels is none', async () => {
    const bytes = join(header(samples.length), samples)
    bytes[22] = 0
    expect(await cut(wav, bytes, 6000)).toBeUndefined()
  })
})

it.each([
  ['a format of no length', 16, 0],
  ['thousands of channels', 22, 255],
  ['samples narrower than its channels', 32, 1],
])('a WAV file with %s is none', async (_what, at, value) => {
  const bytes = join([...text('RIFF'), ...little(36), ...text('WAVEfmt '), ...little(16), 1, 0, 2, 0, ...little(8000), ...little(32_000), 4, 0, 16, 0, ...text('data'), ...little(8)], Array<number>(8).fill(0))
  bytes[at] = value
  expect(await cut(wav, bytes, 6000)).toBeUndefined()
})

