// Makes tests/app/files/formats: one piece of music in five formats, in which the same beats are to be found. Needs ffmpeg, which
// the tests do not.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root } from './place.mjs'

const folder = path.join(root, 'tests', 'app', 'files', 'formats')
fs.mkdirSync(folder, { recursive: true })
const song = path.join(root, 'resources', 'demo', 'bell-to-bell.mp3')
/** From the middle of it, where it beats: so many seconds, on one channel. */
const cut = ['-ss', '40', '-t', '24', '-i', song, '-map', 'a', '-ac', '1']

/** @type {Record<string, string[]>} */
const formats = {
  'piece.wav': ['-ar', '16000'],
  'piece.flac': ['-ar', '22050', '-sample_fmt', 's16'],
  'piece.mp3': ['-ar', '44100', '-c:a', 'libmp3lame', '-b:a', '64k'],
  'piece.m4a': ['-ar', '44100', '-c:a', 'aac', '-b:a', '64k'],
  'piece.opus': ['-ar', '48000', '-c:a', 'libopus', '-b:a', '48k'],
}
for (const [name, options] of Object.entries(formats)) {
  execFileSync('ffmpeg', ['-nostdin', '-loglevel', 'error', '-y', ...cut, '-map_metadata', '-1', '-bitexact', ...options, path.join(folder, name)])
}
