import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'
import { root } from './place.mjs'
import { run, say } from './say.mjs'

/**
 * A ruler to the ear: a track of 13 minutes in which a moment tells by its sound where it lies. It is made of slots of about half
 * a second. In the middle of each half there is a blip whose pitch is a digit: in the first half the lower one of the slot's
 * number, in the second the higher one. Two blips in a row tell the slot, and the middle of a blip tells the sample.
 */
export const digits = 40
export const slots = digits * digits
/** Seconds that a blip lasts; it rises and falls as a Hann window does. */
export const blip = 0.03
/** Hz of a digit of each half. @type {readonly [(digit: number) => number, (digit: number) => number]} */
export const pitches = [(digit) => 600 + 60 * digit, (digit) => 3300 + 90 * digit]

/**
 * The files: lengths of a slot are whole frames of their format, so that all blips of one pitch are the same bytes.
 * @type {Readonly<Record<string, { rate: number, slot: number, encode: (wav: string, file: string) => readonly [string, readonly string[]] }>>}
 */
export const rulers = {
  'vbr.mp3': { rate: 44_100, slot: 19 * 1152, encode: (wav, file) => ['lame', ['--quiet', '-V', '5', wav, file]] },
  'vbr-without-header.mp3': { rate: 44_100, slot: 19 * 1152, encode: (wav, file) => ['lame', ['--quiet', '-t', '-V', '5', wav, file]] },
  // Without a reservoir, and at a rate of which a frame is a whole number of bytes: what sounds the same is the same bytes.
  'cbr.mp3': { rate: 48_000, slot: 20 * 1152, encode: (wav, file) => ['lame', ['--quiet', '--cbr', '-b', '64', '--nores', wav, file]] },
  'aac.m4a': { rate: 44_100, slot: 21 * 1024, encode: (wav, file) => ['ffmpeg', ['-loglevel', 'error', '-y', '-i', wav, '-c:a', 'aac', '-b:a', '48k', '-bitexact', file]] },
  'opus.opus': { rate: 48_000, slot: 25 * 960, encode: (wav, file) => ['opusenc', ['--quiet', '--bitrate', '24', '--serial', '1', wav, file]] },
  'vorbis.ogg': { rate: 44_100, slot: 22_528, encode: (wav, file) => ['oggenc', ['--quiet', '-q', '1', '-s', '1', '-o', file, wav]] },
  'flac.flac': { rate: 44_100, slot: 5 * 4096, encode: (wav, file) => ['flac', ['--silent', '--force', '-8', '-b', '4096', '--no-padding', '-o', file, wav]] },
}

/** Where they are kept, packed by Brotli: what is the same bytes again and again takes no room. */
export const folder = path.join(root, 'tests', 'app', 'files', 'rulers')

/** @param {number} rate Hz @param {number} slot samples @returns {Int16Array} */
function samples(rate, slot) {
  const sound = new Int16Array(slots * slot)
  const length = Math.round(blip * rate)
  for (let i = 0; i < 2 * slots; i++) {
    const number = i >> 1
    const hertz = i % 2 === 0 ? pitches[0](number % digits) : pitches[1](Math.floor(number / digits))
    const middle = Math.round(number * slot + (i % 2 === 0 ? 0.25 : 0.75) * slot)
    for (let k = -length >> 1; k <= length >> 1; k++) {
      sound[middle + k] = Math.round(16_000 * Math.cos((Math.PI * k) / length) ** 2 * Math.cos((2 * Math.PI * hertz * k) / rate))
    }
  }
  return sound
}

/** A mono WAV file. @param {number} rate @param {Int16Array} sound */
function wav(rate, sound) {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + sound.byteLength, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(2 * rate, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(sound.byteLength, 40)
  return Buffer.concat([head, Buffer.from(sound.buffer)])
}

/** Makes the files anew, which takes LAME, FFmpeg, opus-tools, vorbis-tools and FLAC; the tests need none of them. */
async function make() {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-rulers-'))
  fs.mkdirSync(folder, { recursive: true })
  for (const [name, { rate, slot, encode }] of Object.entries(rulers)) {
    const [source, file] = [path.join(work, 'ruler.wav'), path.join(work, name)]
    fs.writeFileSync(source, wav(rate, samples(rate, slot)))
    execFileSync(...encode(source, file))
    const bytes = fs.readFileSync(file)
    const { BROTLI_PARAM_LGWIN, BROTLI_MAX_WINDOW_BITS, BROTLI_PARAM_QUALITY } = zlib.constants
    const packed = zlib.brotliCompressSync(bytes, { params: { [BROTLI_PARAM_LGWIN]: BROTLI_MAX_WINDOW_BITS, [BROTLI_PARAM_QUALITY]: 11 } })
    fs.writeFileSync(path.join(folder, `${name}.br`), packed)
    say(`${name}: ${bytes.length} bytes, packed ${packed.length}`)
  }
  fs.rmSync(work, { recursive: true })
}

if (import.meta.filename === process.argv[1]) await run(make)
