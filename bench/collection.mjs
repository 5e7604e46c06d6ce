import fs from 'node:fs'
import path from 'node:path'
import { root } from '../scripts/place.mjs'

const words = 'night fire angel back down gold river stone heart light road rain city ghost summer glass'.split(' ')
const word = (/** @type {number} */ n) => words[n % words.length] ?? ''
const capital = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * Makes a music folder of real MP3 files: copies of the demo tracks, each with tags of its own, twenty in an album's folder.
 * @param {string} folder where there is nothing yet
 * @param {number} count of files
 */
export function makeCollection(folder, count) {
  const demo = path.join(root, 'resources', 'demo')
  const audio = fs.readdirSync(demo).filter((name) => name.endsWith('.mp3')).map((name) => untagged(fs.readFileSync(path.join(demo, name))))
  for (let n = 0; n < count; n++) {
    const album = Math.floor(n / 20)
    const place = path.join(folder, `artist ${Math.floor(album / 5)}`, `album ${album}`)
    if (n % 20 === 0) fs.mkdirSync(place, { recursive: true })
    const title = `${capital(word(n))} ${word(Math.floor(n / 7) + 3)} ${n}`
    const tags = id3({ TIT2: title, TPE1: `Artist ${Math.floor(album / 5)}`, TALB: `Album ${capital(word(album))} ${album}`, TRCK: String((n % 20) + 1) })
    fs.writeFileSync(path.join(place, `${String((n % 20) + 1).padStart(2, '0')} ${title}.mp3`), Buffer.concat([tags, audio[n % audio.length] ?? Buffer.alloc(0)]))
  }
}

/** An MP3 without its ID3v2 tag (id3.org, ID3v2.4 structure, 3.1: its length is 28 bits in 4 bytes). */
function untagged(/** @type {Buffer} */ file) {
  if (file.toString('latin1', 0, 3) !== 'ID3') return file
  const [a = 0, b = 0, c = 0, d = 0] = file.subarray(6, 10)
  return file.subarray(10 + ((a << 21) | (b << 14) | (c << 7) | d))
}

/** An ID3v2.3 tag of text frames in Latin-1. */
function id3(/** @type {Record<string, string>} */ texts) {
  const frames = Object.entries(texts).map(([id, text]) => {
    const body = Buffer.concat([Buffer.from([0]), Buffer.from(text, 'latin1')])
    const head = Buffer.alloc(10)
    head.write(id, 0, 'latin1')
    head.writeUInt32BE(body.length, 4)
    return Buffer.concat([head, body])
  })
  const { length } = Buffer.concat(frames)
  return Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, (length >> 21) & 127, (length >> 14) & 127, (length >> 7) & 127, length & 127]), ...frames])
}
