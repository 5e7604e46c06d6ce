import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openMedia } from '../../../../src/core/media/open'
import { sourceOf } from '../cutting'
import { piecesOf } from '../opening'

const open = async (name: string) => {
  const found = await openMedia(sourceOf(new Uint8Array(readFileSync(join(import.meta.dirname, name)))))
  if (!found || 'unplayable' in found) throw new Error(`${name} is not played`)
  return found
}

/** The place that the last page of an Ogg stream tells. */
const lastPlace = (bytes: Uint8Array): number => {
  let place = -1
  for (let at = 0; at < bytes.length;) {
    const segments = bytes[at + 26]!
    place = Number(new DataView(bytes.buffer, bytes.byteOffset + at).getBigInt64(6, true))
    at += 27 + segments + bytes.subarray(at + 27, at + 27 + segments).reduce((sum, one) => sum + one, 0)
  }
  return place
}

// What FFmpeg decodes of them, in samples.
it.each([
  ['vorbis.webm', 'Vorbis', 16_640],
  ['flac.mka', 'FLAC', 16_538],
])('%s: its packets are counted by what they hold', async (name, codec, samples) => {
  const found = await open(name), pieces = await piecesOf(found, 5000)
  expect([found.codec, found.sampleRate, pieces.length]).toEqual([codec, 11_025, Math.ceil(samples / 5000)])
  const last = pieces.at(-1)!.keep(1e6)
  expect(last.at + last.to - last.from).toBe(samples)
})

it.each(['vorbis.webm', 'vorbis.mp4'])('%s: a piece of Ogg tells as many samples as are kept of it, and those that lead in', async (name) => {
  for (const piece of await piecesOf(await open(name), 5000)) expect(lastPlace(piece.bytes)).toBeGreaterThanOrEqual(piece.keep(1e6).to)
})

it('mp3.mp4: what its edit leaves is heard', async () => {
  const found = await open('mp3.mp4'), [piece] = await piecesOf(found, 1e6)
  expect(found).toMatchObject({ container: 'mp4', codec: 'MP3', sampleRate: 22_050 })
  expect(piece!.keep(1e6)).toMatchObject({ from: 1105, at: 0 })
})
