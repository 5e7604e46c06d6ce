import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wav } from '../../../scripts/synth.mjs'

/** A track that tells by its pitch which one it is, and where in it one is. */
export interface Tone {
  readonly name: string
  readonly tempo: number
  readonly seconds: number
  /** Hz at a second of the track. */
  hertz(second: number): number
}

const rate = 48_000

/** An ID3v2.3 text frame in UTF-16, as music-metadata reads it from the 'id3 ' chunk of a WAV file. */
function frame(id: string, text: string): Buffer {
  const body = Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  const head = Buffer.alloc(10)
  head.write(id)
  head.writeUInt32BE(body.length, 4)
  return Buffer.concat([head, body])
}

function tags(texts: Record<string, string>): Buffer {
  const frames = Buffer.concat(Object.entries(texts).map(([id, text]) => frame(id, text)))
  const size = frames.length
  const head = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, (size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127])
  const tag = Buffer.concat([head, frames, Buffer.alloc(size % 2)])
  const chunk = Buffer.alloc(8)
  chunk.write('id3 ')
  chunk.writeUInt32LE(tag.length, 4)
  return Buffer.concat([chunk, tag])
}

/** Writes a tone of 0.4 of full scale, its tempo in a tag, and answers its path. */
export function writeTone(folder: string, { name, tempo, seconds, hertz }: Tone): string {
  const samples = new Float32Array(seconds * rate)
  let phase = 0
  for (let i = 0; i < samples.length; i++) {
    phase += (2 * Math.PI * hertz(Math.floor(i / rate))) / rate
    samples[i] = 0.4 * Math.sin(phase)
  }
  const file = Buffer.concat([wav([samples, samples]), tags({ TIT2: name, TPE1: 'Tones', TBPM: String(tempo) })])
  file.writeUInt32LE(file.length - 8, 4)
  const path = join(folder, `${name}.wav`)
  writeFileSync(path, file)
  return path
}
