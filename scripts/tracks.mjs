/**
 * Writes the demo tracks and their truth: `node scripts/tracks.mjs [--to FOLDER] [--masters FOLDER] [NAME...]`, into
 * resources/demo when no folder is given. Needs ffmpeg to encode; what it makes is kept in git, so that only whoever
 * changes a song needs it. With names only those songs are rendered again (the truth is always written whole).
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Desk } from './band/desk.mjs'
import { bell } from './songs/bell.mjs'
import { corner } from './songs/corner.mjs'
import { ladder } from './songs/ladder.mjs'
import { last } from './songs/last.mjs'
import { light } from './songs/light.mjs'
import { rope } from './songs/rope.mjs'
import { shadow } from './songs/shadow.mjs'
import { southpaw } from './songs/southpaw.mjs'
import { wav } from './synth.mjs'

/**
 * @typedef {{ file: string, title: string, tempo: number, firstBeat: number, sections: (string | number)[][],
 *   compose: (desk: Desk, bars: number[]) => void }} Song
 */

/** @type {Song[]} */
const songs = [corner, light, rope, shadow, southpaw, bell, ladder, last]

/** The one song without a tempo tag: its tempo is for the app to estimate. */
const untagged = shadow

/** Integrated LUFS. */
const loudness = -14

/**
 * How each format is encoded, the name under which it holds a tempo, and the peak in dBFS that leaves its codec room
 * to overshoot and stay below -1 dBTP.
 * @type {Record<string, { codec: string[], tempo: string, ceiling: number }>}
 */
const formats = {
  '.mp3': { codec: ['-ar', '44100', '-c:a', 'libmp3lame', '-abr', '1', '-b:a', '74k', '-joint_stereo', '1', '-id3v2_version', '3'], tempo: 'TBPM', ceiling: -3.5 },
  '.m4a': { codec: ['-ar', '44100', '-c:a', 'aac', '-b:a', '66k', '-movflags', '+faststart'], tempo: 'tmpo', ceiling: -3.5 },
  '.ogg': { codec: ['-ar', '44100', '-c:a', 'libvorbis', '-q:a', '0.5'], tempo: 'BPM', ceiling: -4.2 },
  '.opus': { codec: ['-c:a', 'libopus', '-b:a', '56k'], tempo: 'BPM', ceiling: -3.5 },
}

/** The bar each section starts at, and last the bar where all of it ends. @param {Song} song */
function starts({ sections }) {
  const bars = [0]
  for (const [, long] of sections) bars.push((bars.at(-1) ?? 0) + Number(long))
  return bars
}

/** @param {Song} song */
function desk(song) {
  return new Desk({ tempo: song.tempo, firstBeat: song.firstBeat, bars: starts(song).at(-1) ?? 0 })
}

const round = (/** @type {number} */ seconds) => Math.round(seconds * 1e6) / 1e6

/** What is known about a song because we wrote it. Seconds; a drop's buildUp is how long the rise before it lasts. @param {Song} song */
function truth(song) {
  const grid = desk(song)
  const bars = starts(song)
  const sections = song.sections.map(([name], i) => ({ name, start: round(grid.at(bars[i] ?? 0)), end: round(grid.at(bars[i + 1] ?? 0)) }))
  const drops = sections.flatMap(({ name, start }, i) => {
    const before = sections[i - 1]
    return name === 'drop' ? [{ time: start, buildUp: before?.name === 'build' ? round(start - before.start) : 0 }] : []
  })
  return {
    file: song.file, title: song.title, artist: 'Roundhouse', album: 'Roundhouse Demo', tempo: song.tempo, tempoTag: song !== untagged,
    firstBeat: song.firstBeat, beatsPerBar: 4, duration: round(grid.duration), drops, sections,
  }
}

/** Composes, mixes and encodes a song. @param {Song} song @param {string} folder @param {string} masters */
function render(song, folder, masters) {
  const grid = desk(song)
  song.compose(grid, starts(song))
  const master = join(masters, `${song.file}.wav`)
  const format = formats[extname(song.file)]
  if (!format) throw new Error(`no encoding for ${song.file}`)
  writeFileSync(master, wav(grid.master(loudness, format.ceiling)))
  const tags = { title: song.title, artist: 'Roundhouse', album: 'Roundhouse Demo', ...(song === untagged ? {} : { [format.tempo]: song.tempo }) }
  execFileSync('ffmpeg', [
    '-v', 'error', '-y', '-i', master, '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact',
    ...format.codec, ...Object.entries(tags).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]), join(folder, song.file),
  ])
}

/**
 * Writes truth.json and the encoded songs (all, or those whose file name contains one of `names`).
 * @param {string} folder @param {string[]} names @param {string} [masters] where the WAVs are kept; nowhere without
 */
export function writeTracks(folder, names, masters) {
  mkdirSync(folder, { recursive: true })
  const wavs = masters ?? mkdtempSync(join(tmpdir(), 'masters-'))
  mkdirSync(wavs, { recursive: true })
  try {
    for (const song of songs.filter(({ file }) => names.length === 0 || names.some((name) => file.includes(name)))) {
      console.log(`rendering ${song.file} (${song.tempo} BPM)`)
      render(song, folder, wavs)
    }
    writeFileSync(join(folder, 'truth.json'), `${JSON.stringify({ tracks: songs.map(truth) }, null, 2)}\n`)
  } finally {
    if (!masters) rmSync(wavs, { recursive: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ options: { to: { type: 'string' }, masters: { type: 'string' } }, allowPositionals: true })
  writeTracks(values.to ?? fileURLToPath(new URL('../resources/demo', import.meta.url)), positionals, values.masters)
}
