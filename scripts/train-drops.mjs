// Trains how drops are scored (src/core/music/rhythm/lift.ts, learned.ts) and measures drops, bars and confidence.
//   node scripts/train-drops.mjs FOLDER CACHE [--write] [--seeds 12] [--negatives OTHER]
// The data: songs of scripts/arrangements.mjs; the pieces of FOLDER's truth.csv with a drop_s; the demo tracks. Measured is
// what a training without the song's own style (all of FOLDER, all demo tracks) finds, and one on half of the styles. OTHER
// holds speech and noise: more that must have a low confidence. Audio is decoded with ffmpeg, once, into CACHE.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { build } from 'rolldown'
import { truthOf } from '../bench/truth.mjs'
import { ARRANGEMENTS, arrangement } from './arrangements.mjs'

const [folder, cache] = process.argv.slice(2)
const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise)
const root = resolve(import.meta.dirname, '..')
mkdirSync(cache, { recursive: true })
const core = await bundleCore()
const EPOCHS = 120, RATE = 0.15, DECAY = 3e-3

const styles = Object.keys(ARRANGEMENTS)
const truths = truthOf(readFileSync(join(folder, 'truth.csv'), 'utf8'))
const heard = truths.map((truth) => ({ truth, ...hear(decoded(join(folder, truth.file)), 44_100) }))
const songs = [...styles.flatMap(generated), ...known(), ...demo()].filter(({ lift }) => lift)
if (process.argv.includes('--write')) write(train(songs))
reportConfidence()
reportBars()
const groups = [...new Set(songs.map(({ group }) => group))]
report('without the style itself', groups.map((group) => [group]))
report('from half of the styles', [0, 1].map((half) => groups.filter((group) => styles.indexOf(group) % 2 === half || !styles.includes(group))))

async function bundleCore() {
  const file = resolve(cache, 'core-drops.mjs'), entry = resolve(cache, 'entry-drops.ts')
  const names = ['signal/resample', 'rhythm/onsets', 'rhythm/rhythm', 'rhythm/weights', 'rhythm/lift', 'rhythm/drops']
  writeFileSync(entry, names.map((name) => `export * from '${root}/src/core/music/${name}'`).join('\n'))
  await build({ input: entry, output: { file, format: 'esm' }, logLevel: 'silent' })
  return import(file)
}

function decoded(file) {
  const raw = join(cache, `${basename(file)}.f32`)
  if (!existsSync(raw)) execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-ac', '1', '-ar', '44100', '-f', 'f32le', raw])
  const bytes = readFileSync(raw)
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
}

/** What the application hears: rhythm and inputs; none of both where nothing repeats. */
function hear(samples, rate) {
  const detector = core.createOnsetDetector()
  const resampler = core.createResampler(rate, detector.process)
  resampler.process([samples])
  resampler.finish()
  const rhythm = core.rhythmOf(detector.finish(), samples.length / rate, core.WEIGHTS)
  return { rhythm, lift: rhythm && core.liftOf(rhythm.profile, rhythm.beats, rhythm.bars) }
}

function generated(group) {
  return Array.from({ length: Number(option('--seeds', 12)) }, (_, seed) => {
    const { samples, rate, ...truth } = arrangement(group, seed + 1)
    return { group, ...truth, ...hear(samples, rate), ranked: true, complete: true, weight: 1 }
  })
}

function known() {
  return heard.flatMap(({ truth, ...rest }) => (truth.drop ? [{ group: 'known', tempo: truth.bpm, drops: [truth.drop], ...rest, ranked: true, complete: false, weight: 2 }] : []))
}

/** Which of a demo track's two drops is the greater is nobody's to say: either may come first. */
function demo() {
  const { tracks } = JSON.parse(readFileSync(join(root, 'resources/demo/truth.json'), 'utf8'))
  return tracks.map(({ file, tempo, drops }) => ({
    group: 'demo', tempo, drops: drops.map(({ time }) => time), ...hear(decoded(join(root, 'resources/demo', file)), 44_100),
    ranked: false, complete: false, weight: 2,
  }))
}

/** What training must choose: one of the right beats among the open ones, or with none right, none of them. */
function choicesOf({ rhythm: { beats }, lift, drops, ranked, complete, weight }) {
  const at = drops.map((time) => beats.reduce((best, beat, b) => (Math.abs(beat - time) < Math.abs(beats[best] - time) ? b : best), 0))
  if (drops.some((time, i) => Math.abs(beats[at[i]] - time) > 0.1)) return []
  const all = beats.map((_, b) => b).slice(4, -4)
  const apartFrom = (taken) => all.filter((b) => taken.every((t) => Math.abs(t - b) >= lift.long))
  if (!ranked) return [{ right: at, open: all, weight }]
  const chosen = at.map((b, i) => ({ right: [b], open: apartFrom(at.slice(0, i)), weight: i === 0 ? weight : 0.4 * weight }))
  return complete ? [...chosen, { right: [], open: apartFrom(at), weight: (at.length ? 0.3 : 1) * weight }] : chosen
}

/** Adam on the cross entropy of a softmax over the open beats and, with score 0, no drop. */
function train(set) {
  const rows = set.flatMap(({ lift }) => lift.rows), inputs = rows[0].length
  const mean = Array.from({ length: inputs }, (_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length)
  const spread = mean.map((m, i) => Math.sqrt(rows.reduce((sum, row) => sum + (row[i] - m) ** 2, 0) / rows.length) + 1e-6)
  const lists = set.map((song) => ({ choices: choicesOf(song), rows: song.lift.rows.map((row) => row.map((x, i) => (x - mean[i]) / spread[i])) }))
  const total = lists.reduce((sum, { choices }) => choices.reduce((s, { weight }) => s + weight, sum), 0)
  const p = new Float64Array(inputs + 1), momentum = new Float64Array(inputs + 1), square = new Float64Array(inputs + 1)
  p[inputs] = -3
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const slope = p.map((x, i) => (i < inputs ? DECAY * x : 0))
    for (const { rows: z, choices } of lists) {
      const odds = z.map((row) => Math.exp(row.reduce((sum, x, i) => sum + x * p[i], p[inputs])))
      for (const { right, open, weight } of choices) {
        const all = open.reduce((sum, b) => sum + odds[b], 1), good = right.reduce((sum, b) => sum + odds[b], 0)
        for (const b of open) {
          const error = (odds[b] / all - (right.includes(b) ? odds[b] / good : 0)) * (weight / total)
          z[b].forEach((x, i) => { slope[i] += error * x })
          slope[inputs] += error
        }
      }
    }
    const step = RATE * 0.5 * (1 + Math.cos((Math.PI * epoch) / EPOCHS))
    for (let i = 0; i <= inputs; i++) {
      momentum[i] = 0.9 * momentum[i] + 0.1 * slope[i]
      square[i] = 0.99 * square[i] + 0.01 * slope[i] ** 2
      p[i] -= (step * (momentum[i] / (1 - 0.9 ** epoch))) / (Math.sqrt(square[i] / (1 - 0.99 ** epoch)) + 1e-8)
    }
  }
  const weights = mean.map((_, i) => p[i] / spread[i])
  return { weights, bias: weights.reduce((sum, w, i) => sum - w * mean[i], p[inputs]) }
}

/** Each fold's groups are measured with what the others taught. */
function report(title, folds) {
  console.log(`\ndrops, trained ${title}: within a beat, within 50 ms, among three, of; most likely one above 0.5`)
  const found = new Map()
  for (const fold of folds) {
    const learned = train(songs.filter(({ group }) => !fold.includes(group) && (folds.length > 2 || styles.includes(group))))
    for (const song of songs) if (fold.includes(song.group)) found.set(song, core.dropsOf(song.rhythm.profile, song.rhythm.beats, song.rhythm.bars, learned))
  }
  const sum = { one: 0, exact: 0, three: 0, of: 0 }
  for (const group of groups) {
    const row = { one: 0, exact: 0, three: 0, of: 0, sure: 0 }
    for (const song of songs.filter((one) => one.group === group)) {
      const drops = found.get(song), beat = 1.02 * (60 / song.tempo)
      const wanted = song.ranked ? song.drops.slice(0, 1) : song.drops
      const off = (drop) => Math.min(...wanted.map((time) => Math.abs((drop?.time ?? Infinity) - time)))
      if (drops[0]?.strength > 0.5) row.sure++
      if (wanted.length === 0) continue
      row.of++
      if (off(drops[0]) <= beat) row.one++
      if (off(drops[0]) <= 0.05) row.exact++
      if (wanted.every((time) => drops.slice(0, 3).some((drop) => Math.abs(drop.time - time) <= beat))) row.three++
    }
    console.log(`  ${group.padEnd(16)} ${row.one} ${row.exact} ${row.three} ${row.of}; ${row.sure}`)
    if (styles.includes(group)) for (const name of Object.keys(sum)) sum[name] += row[name]
  }
  console.log(`  generated, all: ${['one', 'exact', 'three'].map((name) => (sum[name] / sum.of).toFixed(3)).join(' ')} of ${sum.of}`)
}

function reportConfidence() {
  const of = (rhythm) => rhythm?.confidence ?? 0
  const music = heard.filter(({ truth }) => truth.bpm > 0).map(({ rhythm }) => of(rhythm))
  const others = option('--negatives')
  const negatives = heard.filter(({ truth }) => !(truth.bpm > 0)).map(({ rhythm }) => of(rhythm))
  if (others) for (const file of readdirSync(others)) if (/\.(wav|ogg|mp3|flac|m4a|opus)$/.test(file)) negatives.push(of(hear(decoded(join(others, file)), 44_100).rhythm))
  for (const least of [0.1, 0.2, 0.3, 0.4, 0.5]) {
    const above = (values) => values.filter((x) => x >= least).length
    console.log(`confidence >= ${least}: ${above(music)} of ${music.length} pieces of music, ${above(negatives)} of ${negatives.length} without a beat`)
  }
}

function reportBars() {
  const threes = heard.filter(({ truth, rhythm }) => truth.bpm > 0 && rhythm?.bars.beatsPerBar === 3).map(({ truth }) => basename(truth.file))
  console.log(`bars of three: ${threes.length} of the folder's ${heard.length} (${threes.join(', ')})`)
  for (const group of styles) {
    const of = songs.filter((song) => song.group === group && Math.abs(song.rhythm.tempo / song.tempo - 1) < 0.04)
    const right = of.filter(({ rhythm, beatsPerBar }) => rhythm.bars.beatsPerBar === beatsPerBar).length
    const onBar = of.filter(({ rhythm: { beats, bars }, downbeats }) => downbeats.some((at) => Math.abs(at - beats[bars.first]) < 0.07)).length
    console.log(`  ${group.padEnd(16)} bars ${right}, downbeats ${onBar} of ${of.length} with the right tempo`)
  }
}

function write({ weights, bias }) {
  const list = weights.map((x) => Number(x.toFixed(3))).join(', ')
  writeFileSync(join(root, 'src/core/music/rhythm/learned.ts'), `import type { LiftWeights } from './drops'\n\n/** Written by scripts/train-drops.mjs; do not edit. In the order of LIFT_INPUTS. */\nexport const LIFT: LiftWeights = {\n  bias: ${bias.toFixed(3)},\n  weights: [${list}],\n}\n`)
}
