#!/usr/bin/env node
/**
 * Checks loudness and true peak against ffmpeg's ebur128 filter on every audio file of a folder, all folders in it included:
 * within 0.1 LU and 0.3 dB, mono as it is heard, from two speakers (dual mono). Needs ffmpeg and ffprobe in PATH and the packages of this project.
 *
 *   node scripts/check-loudness.mjs FOLDER
 *
 * Prints a table and the worst; exit status 1 if a file is further off or cannot be read.
 *
 * The recommendation gives its filters for 48 kHz only, with a high-pass that passes 0.04 dB too much. ffmpeg's design for
 * other rates passes more the lower the rate: 0.05 dB at 22 kHz, 0.2 dB at 8 kHz, as it shows itself when it measures the
 * same file at 48 kHz. Below 22,050 Hz it is therefore given the file at 48 kHz.
 */
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Failure, run, say } from './say.mjs'

const AUDIO = new Set(['.mp3', '.m4a', '.aac', '.ogg', '.oga', '.opus', '.flac', '.wav'])
/** LU and dB. */
const ALLOWED = { loudness: 0.1, truePeak: 0.3 }
const BLOCK = 65_536
/** Hz. Below it the reference is measured at 48 kHz. */
const LOW_RATE = 22_050
const call = promisify(execFile)
const METER = fileURLToPath(new URL('../src/core/music/level/meter.ts', import.meta.url))

/** The level meter, bundled for Node. */
async function meter() {
  const { rolldown } = await import('rolldown')
  const folder = await mkdtemp(join(tmpdir(), 'meter-'))
  try {
    const bundle = await rolldown({ input: METER })
    await bundle.write({ file: join(folder, 'meter.mjs'), format: 'esm' })
    await bundle.close()
    return (await import(pathToFileURL(join(folder, 'meter.mjs')).href)).createLevelMeter
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The sample rate and channels that a file is in. */
async function formatOf(/** @type {string} */ file) {
  const { stdout } = await call('ffprobe', [
    '-v', 'error', '-select_streams', 'a:0', '-show_entries', 'stream=sample_rate,channels', '-of', 'json', file,
  ])
  const stream = JSON.parse(stdout).streams[0]
  if (stream === undefined) throw new Error('no audio')
  return { sampleRate: Number(stream.sample_rate), channels: Number(stream.channels) }
}

/** What ours makes of a file, decoded by ffmpeg at the file's own rate. */
async function ours(/** @type {string} */ file, createLevelMeter) {
  const format = await formatOf(file)
  const levels = createLevelMeter(format)
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:a:0', '-f', 'f32le', '-'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const block = Array.from({ length: format.channels }, () => new Float32Array(BLOCK))
  let rest = Buffer.alloc(0)
  let frames = 0
  for await (const part of ffmpeg.stdout) {
    const bytes = Buffer.concat([rest, part])
    const width = 4 * format.channels
    const count = Math.floor(bytes.length / width)
    for (let done = 0; done < count;) {
      const length = Math.min(BLOCK, count - done)
      for (let i = 0; i < length; i++) {
        for (let c = 0; c < format.channels; c++) block[c][i] = bytes.readFloatLE((done + i) * width + 4 * c)
      }
      levels.process(block.map((channel) => channel.subarray(0, length)))
      done += length
    }
    rest = bytes.subarray(count * width)
    frames += count
  }
  return { ...levels.finish(), duration: frames / format.sampleRate }
}

/**
 * What ffmpeg makes of a file: the loudness of its last report (three decimals), the peak of its summary (one). It reports
 * -70 LUFS where nothing is above the gate.
 */
async function theirs(/** @type {string} */ file) {
  const { sampleRate } = await formatOf(file)
  const raised = sampleRate < LOW_RATE ? 'aresample=48000:filter_size=64,' : ''
  const { stdout, stderr } = await call('ffmpeg', [
    '-hide_banner', '-nostats', '-i', file, '-map', '0:a:0',
    '-af', `${raised}ebur128=peak=true:dualmono=true:metadata=1,ametadata=mode=print:key=lavfi.r128.I:file=-`, '-f', 'null', '-',
  ], { maxBuffer: 1e9 })
  const loudness = Number(stdout.match(/lavfi\.r128\.I=(\S+)\s*$/)?.[1])
  const peak = Number(stderr.match(/True peak:\s+Peak:\s+(\S+) dBFS/)?.[1].replace('inf', 'Infinity'))
  return { loudness: loudness > -70 ? loudness : null, truePeak: Number.isFinite(peak) ? peak : null }
}

/** How far two levels are apart; a level that only one of them has is infinitely far. */
function apart(a, b) {
  if (a === null || b === null) return a === b ? 0 : Infinity
  return a - b
}

const shown = (level) => (level === null ? '-' : level.toFixed(2)).padStart(8)

await run(async () => {
  const folder = process.argv[2]
  if (folder === undefined) throw new Failure('Which folder? Call it as: node scripts/check-loudness.mjs FOLDER')
  const createLevelMeter = await meter()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && AUDIO.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
  if (files.length === 0) throw new Failure(`No audio file in ${folder}.`)
  console.log('    LUFS   ffmpeg      off |     dBTP   ffmpeg      off | file')
  let failed = 0
  const worst = { loudness: { off: 0, file: '-' }, truePeak: { off: 0, file: '-' } }
  for (const file of files) {
    const name = relative(folder, file).split(sep).join('/')
    let mine, reference
    try {
      [mine, reference] = [await ours(file, createLevelMeter), await theirs(file)]
    } catch (error) {
      failed++
      say(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
      continue
    }
    const off = { loudness: apart(mine.loudness, reference.loudness), truePeak: apart(mine.truePeak, reference.truePeak) }
    for (const what of ['loudness', 'truePeak']) {
      if (Math.abs(off[what]) > Math.abs(worst[what].off)) worst[what] = { off: off[what], file: name }
    }
    const good = Math.abs(off.loudness) <= ALLOWED.loudness && Math.abs(off.truePeak) <= ALLOWED.truePeak
    if (!good) failed++
    console.log(
      `${shown(mine.loudness)} ${shown(reference.loudness)} ${shown(off.loudness)} | ` +
      `${shown(mine.truePeak)} ${shown(reference.truePeak)} ${shown(off.truePeak)} | ${name}${good ? '' : '  TOO FAR'}`,
    )
  }
  console.log(`${files.length} files, ${failed} too far off or not read`)
  console.log(`worst loudness ${worst.loudness.off.toFixed(3)} LU (${worst.loudness.file}), allowed ${ALLOWED.loudness}`)
  console.log(`worst true peak ${worst.truePeak.off.toFixed(2)} dB (${worst.truePeak.file}), allowed ${ALLOWED.truePeak}`)
  return failed === 0 ? 0 : 1
})
