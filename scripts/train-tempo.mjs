// Trains what src/core/music/ learned and cross-validates it.
//   node scripts/train-tempo.mjs FOLDER CACHE [--write] [--seeds 3] [--by source]
// FOLDER holds truth.csv and the audio (file, bpm, first_beat_s, genre, drift, phase_exact); it is decoded with ffmpeg,
// once, into CACHE. Weights come from FOLDER alone; grooves of scripts/grooves.mjs help to choose the octave, at a
// tenth of the weight, and the phase, at a fifth. The octave learns from every piece at five speeds, the phase from the
// piece as it is. --write trains on everything and writes src/core/music/rhythm/weights.ts; --by source leaves a whole
// source out at a time (what comes before the first _ of a name) instead of a sixth of the pieces.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { build } from 'rolldown'
import { trainCommittee } from './committee.mjs'
import { groove, GROOVES } from './grooves.mjs'
import { random } from './synth.mjs'

const [folder, cache] = process.argv.slice(2)
const option = (name, otherwise) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : otherwise)
mkdirSync(cache, { recursive: true })
const core = await bundleCore()
const BANDS = ['low', 'mid', 'high', 'power']
const OCTAVE = { units: 16, epochs: 150, decay: 2e-2, noise: 0.5, share: 0.3 }
const PHASE = { units: 4, epochs: 150, decay: 3e-2, noise: 0.5 }

const pieces = readTruth(join(folder, 'truth.csv')).filter(({ bpm }) => bpm > 0)
const examples = pieces.flatMap(examplesOf)
const grooves = Object.keys(GROOVES).flatMap((style, s) => Array.from({ length: 10 }, (_, k) => grooveExample(style, 100 * s + k, k / 10)))
if (process.argv.includes('--write')) write(learn(examples, 1))
crossValidate(option('--seeds', 3), process.argv[process.argv.indexOf('--by') + 1] === 'source')

async function bundleCore() {
  const file = resolve(cache, 'core.mjs')
  const entry = resolve(cache, 'entry.ts')
  const music = resolve(import.meta.dirname, '../src/core/music')
  const rhythm = ['candidates', 'entrance', 'envelope', 'net', 'octave', 'onsets', 'phase', 'pulse', 'tempogram']
  const names = ['analyse', 'signal/resample', ...rhythm.map((name) => `rhythm/${name}`)]
  writeFileSync(entry, names.map((name) => `export * from '${music}/${name}'`).join('\n'))
  await build({ input: entry, output: { file, format: 'esm' }, logLevel: 'silent' })
  return import(file)
}

function readTruth(file) {
  const split = (line) => [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((m) => m[2] ?? m[1])
  const [head, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/).map(split)
  return lines.map((cells) => {
    const row = Object.fromEntries(head.map((name, i) => [name, cells[i]]))
    return { ...row, bpm: Number(row.bpm), first: row.first_beat_s === '' ? null : Number(row.first_beat_s) }
  })
}

/** Files of one song, and the numbered variations of one rendered style, belong together. */
function groupOf(file) {
  const name = basename(file).replace(/\.\w+$/, '')
  if (name.startsWith('own_')) return name.replace(/\d+$/, '')
  return name.includes('cityscape') ? 'taiko_cityscape' : name
}

function onsetsOf(samples, rate) {
  const detector = core.createOnsetDetector()
  const resampler = core.createResampler(rate, detector.process)
  resampler.process([samples])
  resampler.finish()
  return detector.finish()
}

function decoded(file) {
  const raw = join(cache, `${basename(file)}.f32`)
  if (!existsSync(raw)) execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, file), '-ac', '1', '-ar', '44100', '-f', 'f32le', raw])
  const bytes = readFileSync(raw)
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
}

/** The whole piece, and two parts of it, at five speeds: each counts so much that a piece counts once. */
function examplesOf(piece) {
  const samples = decoded(piece.file)
  const onsets = onsetsOf(samples, 44_100)
  const chance = random([...piece.file].reduce((seed, letter) => (31 * seed + letter.charCodeAt(0)) >>> 0, 0))
  const versions = [1, ...[0.85, 0.93, 1.08, 1.18].map((times) => times * (0.97 + 0.06 * chance()))].flatMap((times) => {
    const slower = stretched(onsets, times)
    return spansOf(slower.frames).map(([from, to], i) => ({ times, whole: times === 1 && i === 0, part: cut(slower, from, to) }))
  })
  return versions.map(({ times, whole, part }) => {
    const envelopes = core.envelopesOf(part)
    const known = whole && !piece.drift && piece.phase_exact === '1' && piece.first !== null
    return {
      piece, whole, group: groupOf(piece.file), weight: 1 / versions.length, onsets, duration: samples.length / 44_100,
      octave: octaveChoice(envelopes, piece.bpm / times), phase: known ? phaseChoice(envelopes, core.pulseNear(envelopes.all, piece.bpm), piece.first, core.entranceOf(part)) : null,
    }
  })
}

/** The onsets of the piece played slower: `times` as long. */
function stretched(onsets, times) {
  if (times === 1) return onsets
  const frames = Math.floor((onsets.frames - 1) * times)
  return { ...onsets, frames, ...eachBand(onsets, (band) => Float32Array.from({ length: frames }, (_, i) => {
    const at = Math.floor(i / times)
    return band[at] + (i / times - at) * (band[at + 1] - band[at])
  })) }
}

function cut(onsets, from, to) {
  return { ...onsets, frames: to - from, ...eachBand(onsets, (band) => band.subarray(from, to)) }
}

function eachBand(onsets, change) {
  return Object.fromEntries(BANDS.map((name) => [name, change(onsets[name])]))
}

function spansOf(frames) {
  const part = Math.round((frames > 26 * core.FRAME_RATE ? 20 : 12) * core.FRAME_RATE)
  return frames > 1.15 * part ? [[0, frames], [0, part], [frames - part, frames]] : [[0, frames]]
}

function octaveChoice(envelopes, bpm) {
  const tempogram = core.tempogramOf(envelopes)
  const tempi = core.candidatesOf(tempogram)
  return { tempi, rows: core.octaveInputs(tempogram, tempi), right: nearest(tempi.map((tempo) => Math.abs(tempo / bpm - 1)), 0.04) }
}

function phaseChoice(envelopes, tempo, first, entrance) {
  const choices = core.phaseChoices(envelopes, tempo, entrance)
  const truth = ((first + core.ONSET_DELAY) * tempo) / 60
  const errors = choices.map(({ phase }) => (Math.abs(((((phase - truth) % 1) + 1.5) % 1) - 0.5) * 60) / tempo)
  return { errors, rows: choices.map(({ inputs }) => inputs), right: nearest(errors, 0.06) }
}

/** A groove, at a place (0-1) in its range of tempo, which may be left by a tenth at either end. */
function grooveExample(style, seed, place) {
  const [slow, fast] = [0.9 * GROOVES[style].from, 1.1 * GROOVES[style].to]
  const { samples, rate, tempo, beats } = groove(style, seed, { tempo: slow * (fast / slow) ** (place + random(seed + 77)() / 10) })
  const onsets = onsetsOf(samples, rate)
  const envelopes = core.envelopesOf(onsets)
  return { octave: octaveChoice(envelopes, tempo), phase: phaseChoice(envelopes, tempo, beats[0], core.entranceOf(onsets)) }
}

function nearest(errors, within) {
  const best = errors.reduce((top, error, i) => (error < errors[top] ? i : top), 0)
  return errors[best] < within ? best : -1
}

function learn(chosen, seed) {
  const octave = [...chosen.map(({ octave, weight }) => ({ ...octave, weight })), ...grooves.map((e) => ({ ...e.octave, weight: 0.1 }))]
  const phase = [...chosen.filter((e) => e.phase).map((e) => ({ ...e.phase, weight: 1 })), ...grooves.map((e) => ({ ...e.phase, weight: 0.2 }))]
  return { octave: trainCommittee(octave, { ...OCTAVE, seed }), phase: trainCommittee(phase, { ...PHASE, seed }) }
}

function sourceOf({ file }) {
  return basename(file).split('_')[0]
}

function crossValidate(seeds, bySource) {
  const groupIn = bySource ? ({ piece }) => sourceOf(piece) : ({ group }) => group
  const groups = [...new Set(examples.map(groupIn))]
  const folds = bySource ? groups.length : 6
  const results = []
  for (let seed = 1; seed <= seeds; seed++) {
    const chance = random(1000 + seed)
    const order = groups.map((group) => ({ group, key: chance() })).sort((a, b) => a.key - b.key)
    const fold = new Map(order.map(({ group }, i) => [group, i % folds]))
    const rows = []
    for (let f = 0; f < folds; f++) {
      const weights = learn(examples.filter((example) => fold.get(groupIn(example)) !== f), 100 * seed + f)
      for (const example of examples) {
        const { piece, whole, phase, onsets, duration } = example
        if (whole && fold.get(groupIn(example)) === f) rows.push(measure(piece, phase !== null, core.describe(onsets, duration, weights), duration))
      }
    }
    results.push(rows)
    const mean = (values) => (values.reduce((a, b) => a + b, 0) / values.length).toFixed(3)
    const gridded = rows.filter(({ f }) => f !== null)
    console.log(`seed ${seed}: accuracy 1 ${mean(rows.map((r) => r.one))}, accuracy 2 ${mean(rows.map((r) => r.two))}, ` +
      `beats F ${mean(gridded.map((r) => r.f))} (right tempo ${mean(gridded.filter((r) => r.one).map((r) => r.f))}) of ${gridded.length}`)
    const names = [...new Set(rows.map((r) => r.source))]
    console.log('  ' + names.map((name) => `${name} ${mean(rows.filter((r) => r.source === name).map((r) => r.one))}`).join(', '))
  }
  return results
}

function measure(piece, hasGrid, { tempo, beats }, duration) {
  const { bpm, first } = piece
  const within = (times) => (Math.abs((tempo ?? 0) / (times * bpm) - 1) <= 0.04 ? 1 : 0)
  let f = null
  if (hasGrid) {
    const truth = []
    const period = 60 / bpm
    for (let at = first - Math.floor(first / period) * period; at < duration; at += period) truth.push(at)
    const hits = truth.filter((at) => beats.some((beat) => Math.abs(beat - at) <= 0.07)).length
    f = (2 * hits) / (truth.length + beats.length)
  }
  return { source: sourceOf(piece), one: within(1), two: Math.max(...[1, 2, 3, 1 / 2, 1 / 3].map(within)), f }
}

function write(weights) {
  const list = (values) => `[${values.join(',')}]`.replace(/(.{100,118}?),/g, '$1,\n')
  const committee = (c) => `{ nets: ${c.nets}, units: ${c.units}, inputs: ${c.inputs},\nmean: ${list(c.mean)},\ndeviation: ${list(c.deviation)},\nfirst: ${list(c.first)},\nbias: ${list(c.bias)},\nsecond: ${list(c.second)} }`
  const text = `/* oxlint-disable approx-constant -- learned, and near a constant by chance */\nimport type { RhythmWeights } from './rhythm'\n\n/** Written by scripts/train-tempo.mjs from ${pieces.length} pieces of known tempo; do not edit. */\nexport const WEIGHTS: RhythmWeights = {\noctave: ${committee(weights.octave)},\nphase: ${committee(weights.phase)},\n}\n`
  writeFileSync(resolve(import.meta.dirname, '../src/core/music/rhythm/weights.ts'), text)
  console.log(`${text.length} bytes of weights`)
}
