// Trains what src/core/music/ learned and cross-validates it.
//   node scripts/train-tempo.mjs FOLDER CACHE [--write] [--seeds 3]
// FOLDER holds truth.csv and the audio (file, bpm, first_beat_s, genre, drift, phase_exact); it is decoded with ffmpeg,
// once, into CACHE. Weights come from FOLDER alone; grooves of scripts/grooves.mjs help to choose the octave, at a
// tenth of the weight, and the phase, at a fifth. --write trains on everything and writes src/core/music/rhythm/weights.ts.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { build } from 'rolldown'
import { trainCommittee } from './committee.mjs'
import { groove, GROOVES, random } from './grooves.mjs'

const [folder, cache] = process.argv.slice(2)
const option = (name, otherwise) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : otherwise)
mkdirSync(cache, { recursive: true })
const core = await bundleCore()
const OCTAVE = { units: 16, epochs: 150, decay: 1e-2, noise: 0.5 }
const PHASE = { units: 4, epochs: 150, decay: 3e-2, noise: 0.5 }

const pieces = readTruth(join(folder, 'truth.csv')).filter(({ bpm }) => bpm > 0)
const examples = pieces.flatMap(examplesOf)
const grooves = Object.keys(GROOVES).flatMap((style, s) => Array.from({ length: 10 }, (_, k) => grooveExample(style, 100 * s + k)))
if (process.argv.includes('--write')) write(learn(examples, 1))
crossValidate(option('--seeds', 3), 6)

async function bundleCore() {
  const file = resolve(cache, 'core.mjs')
  const entry = resolve(cache, 'entry.ts')
  const music = resolve(import.meta.dirname, '../src/core/music')
  const rhythm = ['candidates', 'envelope', 'net', 'octave', 'onsets', 'phase', 'pulse', 'tempogram']
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

/** The whole piece, and two parts of it: each counts so much that a piece counts once. */
function examplesOf(piece) {
  const samples = decoded(piece.file)
  const onsets = onsetsOf(samples, 44_100)
  const spans = spansOf(onsets.frames)
  return spans.map(([from, to], i) => {
    const part = { ...onsets, frames: to - from }
    for (const name of ['low', 'mid', 'high', 'power']) part[name] = onsets[name].subarray(from, to)
    const envelopes = core.envelopesOf(part)
    const known = i === 0 && !piece.drift && piece.phase_exact === '1' && piece.first !== null
    return {
      piece, whole: i === 0, group: groupOf(piece.file), weight: 1 / spans.length, onsets, duration: samples.length / 44_100,
      octave: octaveChoice(envelopes, piece.bpm), phase: known ? phaseChoice(envelopes, core.pulseNear(envelopes.all, piece.bpm), piece.first) : null,
    }
  })
}

function spansOf(frames) {
  const part = Math.round((frames > 26 * core.FRAME_RATE ? 20 : 12) * core.FRAME_RATE)
  return frames > 1.15 * part ? [[0, frames], [0, part], [frames - part, frames]] : [[0, frames]]
}

function octaveChoice(envelopes, bpm) {
  const tempogram = core.tempogramOf(envelopes)
  const tempi = core.candidatesOf(tempogram)
  return { tempi, rows: tempi.map((tempo) => core.octaveInputs(tempogram, tempo)), right: nearest(tempi.map((tempo) => Math.abs(tempo / bpm - 1)), 0.04) }
}

function phaseChoice(envelopes, tempo, first) {
  const choices = core.phaseChoices(envelopes, tempo)
  const truth = ((first + core.ONSET_DELAY) * tempo) / 60
  const errors = choices.map(({ phase }) => (Math.abs(((((phase - truth) % 1) + 1.5) % 1) - 0.5) * 60) / tempo)
  return { errors, rows: choices.map(({ inputs }) => inputs), right: nearest(errors, 0.06) }
}

function grooveExample(style, seed) {
  const { samples, rate, tempo, beats } = groove(style, seed)
  const envelopes = core.envelopesOf(onsetsOf(samples, rate))
  return { octave: octaveChoice(envelopes, tempo), phase: phaseChoice(envelopes, tempo, beats[0]) }
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

function crossValidate(seeds, folds) {
  const groups = [...new Set(examples.map(({ group }) => group))]
  const results = []
  for (let seed = 1; seed <= seeds; seed++) {
    const chance = random(1000 + seed)
    const order = groups.map((group) => ({ group, key: chance() })).sort((a, b) => a.key - b.key)
    const fold = new Map(order.map(({ group }, i) => [group, i % folds]))
    const rows = []
    for (let f = 0; f < folds; f++) {
      const weights = learn(examples.filter(({ group }) => fold.get(group) !== f), 10 * seed + f)
      for (const { piece, whole, group, phase, onsets, duration } of examples) {
        if (whole && fold.get(group) === f) rows.push(measure(piece, phase !== null, core.describe(onsets, duration, weights), duration))
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

function measure({ bpm, first, file }, hasGrid, { tempo, beats }, duration) {
  const within = (times) => (Math.abs((tempo ?? 0) / (times * bpm) - 1) <= 0.04 ? 1 : 0)
  let f = null
  if (hasGrid) {
    const truth = []
    const period = 60 / bpm
    for (let at = first - Math.floor(first / period) * period; at < duration; at += period) truth.push(at)
    const hits = truth.filter((at) => beats.some((beat) => Math.abs(beat - at) <= 0.07)).length
    f = (2 * hits) / (truth.length + beats.length)
  }
  return { source: basename(file).split('_')[0], one: within(1), two: Math.max(...[1, 2, 3, 1 / 2, 1 / 3].map(within)), f }
}

function write(weights) {
  const list = (values) => `[${values.join(',')}]`.replace(/(.{100,118}?),/g, '$1,\n')
  const committee = (c) => `{ nets: ${c.nets}, units: ${c.units}, inputs: ${c.inputs},\nmean: ${list(c.mean)},\ndeviation: ${list(c.deviation)},\nfirst: ${list(c.first)},\nbias: ${list(c.bias)},\nsecond: ${list(c.second)} }`
  const text = `/* oxlint-disable approx-constant -- learned, and near a constant by chance */\nimport type { RhythmWeights } from './rhythm'\n\n/** Written by scripts/train-tempo.mjs from ${pieces.length} pieces of known tempo; do not edit. */\nexport const WEIGHTS: RhythmWeights = {\noctave: ${committee(weights.octave)},\nphase: ${committee(weights.phase)},\n}\n`
  writeFileSync(resolve(import.meta.dirname, '../src/core/music/rhythm/weights.ts'), text)
  console.log(`${text.length} bytes of weights`)
}
