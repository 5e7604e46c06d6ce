import fs from 'node:fs'
import path from 'node:path'
import { root } from '../scripts/place.mjs'

/** kbit/s of MPEG 1 Layer III by the header's index (ISO 11172-3, 2.4.2.3). */
const rates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
/** Of a frame at 44.1 kHz, in seconds. */
const frame = 1152 / 44_100

/** The frames of an MP3 at 44.1 kHz, without its tag and the frame that tells of the others. */
function framesOf(/** @type {Buffer} */ file) {
  const tag = file.toString('latin1', 0, 3) === 'ID3' ? 10 + [6, 7, 8, 9].reduce((size, at) => size * 128 + (file[at] ?? 0), 0) : 0
  const frames = []
  for (let at = tag; at + 4 <= file.length && file[at] === 0xff; ) {
    const head = file[at + 2] ?? 0
    const length = Math.floor((144_000 * (rates[head >> 4] ?? 0)) / 44_100) + ((head >> 1) & 1)
    if (length === 0) break
    frames.push(file.subarray(at, at + length))
    at += length
  }
  return frames.slice(1)
}

/** A tag with nothing but the title (id3.org, ID3v2.3). */
function tagOf(/** @type {string} */ title) {
  const text = Buffer.from(`\0${title}`, 'latin1')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 10 + text.length]), Buffer.from('TIT2'), length, Buffer.from([0, 0]), text])
}

/**
 * Makes songs of a usual length out of the demo tracks that are MP3s: each begins at another place, goes on with the other track, and
 * round again.
 * @param {string} folder is made
 * @param {{ count: number, seconds: number }} options
 */
export function makeSongs(folder, { count, seconds }) {
  fs.mkdirSync(folder, { recursive: true })
  const [one = [], other = []] = ['bell-to-bell', 'skip-rope'].map((name) => framesOf(fs.readFileSync(path.join(root, 'resources', 'demo', `${name}.mp3`))))
  for (let song = 0; song < count; song++) {
    const all = song % 2 === 0 ? [...one, ...other] : [...other, ...one]
    const first = Math.floor((song * all.length) / count)
    const frames = Array.from({ length: Math.round(seconds / frame) }, (_, i) => all[(first + i) % all.length] ?? Buffer.alloc(0))
    fs.writeFileSync(path.join(folder, `${String(song + 1).padStart(2, '0')}.mp3`), Buffer.concat([tagOf(`Song ${song + 1}`), ...frames]))
  }
}
