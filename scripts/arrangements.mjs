// Songs with parts and known drops, made of the grooves: for training and tests of drops, bars and sections.
// Deterministic for a seed; plain Node.
import { groove, GROOVES } from './grooves.mjs'
import { random } from './synth.mjs'

const ALL = { k: 1, s: 1, h: 1, bass: 1, chords: 1 }
/** Parts of a song: the voices' gains; lead and pad are added here, air is noise that rises, roll a snare that quickens. */
const PARTS = {
  full: { ...ALL, lead: 1 },
  loud: { ...ALL, lead: 1, gain: 1.25 },
  drums: { k: 1, s: 1, h: 1 },
  verse: { ...ALL, chords: 0.6, lead: 0.5, gain: 0.75 },
  soft: { h: 0.6, bass: 0.7, chords: 0.6, lead: 0.6, gain: 0.6 },
  bare: { chords: 0.8, lead: 0.8, gain: 0.6 },
  pads: { pad: 1, lead: 0.5, gain: 0.7 },
  half: { k: 1, s: 1, h: 0.7, chords: 0.8, lead: 0.6, gain: 0.7, halved: true },
  rise: { h: 0.5, chords: 0.6, pad: 0.6, air: 1, roll: 1, gain: 0.8 },
  fill: { k: 0.7, chords: 0.5, roll: 1, gain: 0.75 },
}
const FOUR = ['house', 'techno', 'trance', 'disco']
const BAND = ['rock', 'punk', 'metal', 'country', 'funk']
const HOP = ['trap', 'boombap', 'reggaeton', 'reggae']

/**
 * An arrangement: the grooves it suits; its parts with bars from-to; `drop` marks where the song opens up, `second` that
 * this is the lesser of two; `hush` beats of silence before a part. Those without a drop must not be given a strong one.
 */
export const ARRANGEMENTS = {
  riser: { grooves: FOUR, parts: [['drums', 4, 8], ['verse', 8, 12], ['pads', 4, 8], ['rise', 4, 8], ['full', 12, 16, 'drop'], ['drums', 2, 4]] },
  entries: { grooves: FOUR, parts: [['drums', 4, 8], ['full', 8, 12], ['pads', 6, 10], ['rise', 2, 4], ['loud', 12, 16, 'drop'], ['drums', 4, 6]] },
  halftime: { grooves: BAND, parts: [['full', 8, 12], ['verse', 6, 8], ['half', 4, 8], ['fill', 1, 2], ['full', 8, 12, 'drop'], ['bare', 1, 2]] },
  silentBar: { grooves: HOP, parts: [['bare', 2, 4], ['verse', 6, 8], ['soft', 4, 6], ['full', 8, 10, 'drop', 4], ['bare', 2, 2]] },
  quietLoud: { grooves: BAND, parts: [['soft', 6, 10], ['bare', 2, 6], ['loud', 8, 12, 'drop'], ['soft', 4, 8]] },
  quietLoudTwice: { grooves: ['rock', 'folk', 'ballad', 'country'], parts: [['soft', 4, 8], ['full', 6, 8, 'second'], ['bare', 4, 8], ['loud', 8, 12, 'drop'], ['bare', 2, 2]] },
  silentBeat: { grooves: ['dubstep', 'drumAndBass', 'techno'], parts: [['drums', 4, 4], ['soft', 6, 8], ['rise', 4, 6], ['full', 12, 16, 'drop', 1], ['pads', 4, 4]] },
  twoDrops: { grooves: [...FOUR, 'drumAndBass'], parts: [['pads', 4, 4], ['rise', 2, 4], ['verse', 8, 12, 'second'], ['pads', 4, 6], ['rise', 4, 4], ['loud', 12, 14, 'drop', 0.5], ['drums', 2, 4]] },
  swung: { grooves: ['swing', 'shuffle', 'boombap', 'twelveEight'], parts: [['verse', 6, 8], ['soft', 4, 8], ['fill', 1, 1], ['loud', 8, 12, 'drop'], ['soft', 4, 4]] },
  three: { grooves: ['waltz', 'waltzRock', 'waltzJazz'], parts: [['bare', 6, 10], ['verse', 8, 12], ['pads', 6, 8], ['loud', 12, 20, 'drop'], ['bare', 3, 4]] },
  stopped: { grooves: BAND, parts: [['full', 8, 12], ['fill', 2, 4], ['full', 8, 12, 'drop', 2], ['verse', 4, 6]] },
  chorus: { grooves: [...BAND, ...HOP, 'disco'], parts: [['verse', 8, 12], ['loud', 6, 8, 'second'], ['half', 4, 8], ['loud', 8, 12, 'drop'], ['verse', 4, 4]] },
  gradual: { grooves: [...FOUR, ...BAND], swell: true, parts: [['full', 36, 44]] },
  layers: { grooves: [...FOUR, ...HOP], layered: true, parts: [['full', 32, 40]] },
  flat: { grooves: [...FOUR, ...BAND, ...HOP], parts: [['full', 32, 40]] },
}

/**
 * One song: { samples, rate, tempo, beats, downbeats, beatsPerBar, drops, buildUp }; drops best first, seconds; buildUp is
 * where the part before the best begins.
 */
export function arrangement(name, seed, { rate = 11_025 } = {}) {
  const { grooves, parts: plan, swell, layered } = ARRANGEMENTS[name]
  const r = random(7919 * seed + 104_729 * Object.keys(ARRANGEMENTS).indexOf(name))
  const between = (from, to) => from + (to - from) * r()
  const style = grooves[Math.floor(r() * grooves.length)]
  const { bar: beatsPerBar = 4, from, to } = GROOVES[style]
  const tempo = Math.round(100 * Math.min(180, Math.max(70, from * (to / from) ** r()))) / 100
  const scale = tempo < 85 ? 0.6 : tempo > 150 ? 1.2 : 1
  let bar = 0
  const parts = plan.map(([part, least, most, mark, hush = 0]) => {
    const bars = Math.max(1, Math.round(scale * Math.round(between(least, most))))
    bar += bars
    return { ...PARTS[part], part, from: bar - bars, bars, mark, hush }
  })
  // How far the parts differ, 0.35 to 1: a loud mix hides what a quiet one shows.
  const contrast = between(0.35, 1), leadLevel = between(0.05, 0.3), airLevel = between(0.1, 0.5)
  const total = bar * beatsPerBar
  const partAt = (beat) => parts.findLast((one) => beat >= one.from * beatsPerBar - 1e-6) ?? parts[0]
  const gainOf = ({ gain = 1 }, beat) => (swell ? 0.15 + (0.85 * beat) / total : gain ** (2 * contrast))
  const hushed = (beat) => parts.some(({ from, hush }) => beat < from * beatsPerBar - 1e-6 && beat >= from * beatsPerBar - hush - 1e-6)
  const layers = ['chords', 'h', 'bass', 'k', 's'].map((voice, i) => ({ voice, at: (total * 0.85 * i) / 5 }))
  const mix = (voice, beat) => {
    const part = partAt(beat)
    if (beat >= total || hushed(beat)) return 0
    if (part.halved && (voice === 'k' || voice === 's') && Math.floor(beat) % beatsPerBar !== (voice === 'k' ? 0 : 2)) return 0
    if (layered) return Math.min(1, Math.max(0, (beat - layers.find((layer) => layer.voice === voice).at) / 24))
    return (part[voice] ?? 0) * gainOf(part, beat)
  }
  const seconds = ((total + 6) * 60) / tempo
  const { samples, beats, downbeats } = groove(style, 31 * seed + 5, { seconds, rate, tempo, mix })
  const at = (beat) => beats[0] + (beat * 60) / tempo
  const voice = { r, rate, samples, tempo, at }
  for (let beat = 0; beat < total; beat++) {
    const part = partAt(beat)
    if (hushed(beat) || layered) continue
    if (part.lead && r() < 0.8) sing(voice, beat, leadLevel * part.lead * gainOf(part, beat))
    if (part.pad && beat % beatsPerBar === 0) for (const note of [45, 52, 57, 61]) sustain(voice, beat, beatsPerBar, note, 0.06 * part.pad)
    const through = (beat - part.from * beatsPerBar) / (part.bars * beatsPerBar)
    if (part.air) blow(voice, beat, airLevel * through)
    if (part.roll) roll(voice, beat, through, 0.5 * (0.3 + 0.7 * through))
  }
  master(voice, between)
  const bars = parts.map(({ from }) => at(from * beatsPerBar))
  const marked = (mark) => parts.flatMap((part, i) => (part.mark === mark ? [bars[i]] : []))
  const drops = [...marked('drop'), ...marked('second')]
  const before = parts.findIndex(({ mark }) => mark === 'drop') - 1
  return { samples, rate, tempo, style, beats: beats.slice(0, total), downbeats, beatsPerBar, drops, buildUp: before < 0 ? null : bars[before] }
}

/** A wavering tone, one note a beat. */
function sing({ r, rate, samples, tempo, at }, beat, level) {
  const hz = 220 * 2 ** ([0, 2, 4, 7, 9, 12][Math.floor(6 * r())] / 12), long = (0.5 + 0.9 * r()) * (60 / tempo)
  draw(rate, samples, at(beat) + 0.02 * r(), long, (t) => level * Math.min(1, t / 0.03) * Math.min(1, (long - t) / 0.05) * (2 * ((hz * t + 0.12 * Math.sin(33 * t)) % 1) - 1))
}

function sustain({ rate, samples, tempo, at }, beat, beats, note, level) {
  const hz = 440 * 2 ** ((note - 69) / 12), long = (beats * 60) / tempo
  draw(rate, samples, at(beat), long, (t) => level * Math.min(1, t / 0.1) * Math.min(1, (long - t) / 0.1) * (Math.sin(2 * Math.PI * hz * t) + 0.5 * Math.sin(4.01 * Math.PI * hz * t)))
}

function blow({ r, rate, samples, tempo, at }, beat, level) {
  let last = 0
  draw(rate, samples, at(beat), 60 / tempo, () => {
    const white = 2 * r() - 1, high = white - 0.6 * last
    last = white
    return level * high
  })
}

/** Snares on beats, then halves, then quarters of a beat. */
function roll({ r, rate, samples, at }, beat, through, level) {
  const strokes = through < 0.4 ? 1 : through < 0.75 ? 2 : 4
  for (let i = 0; i < strokes; i++) draw(rate, samples, at(beat + i / strokes), 0.2, (t) => level * Math.exp(-30 * t) * (2 * r() - 1))
}

function draw(rate, samples, from, long, shape) {
  const first = Math.round(from * rate), count = Math.min(samples.length - first, Math.round(long * rate))
  for (let i = 0; i < count; i++) samples[first + i] += shape(i / rate)
}

/** What happens to a mix: a slow compressor, a limiter, a codec's low-pass and hiss. */
function master({ r, rate, samples }, between) {
  const drive = between(0.7, 3), squeeze = between(0, 0.6), hiss = 0.0005 + 0.003 * r()
  const cutoff = 1 - Math.exp((-2 * Math.PI * between(2500, 5500)) / rate)
  let power = 0.02, low = 0
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]
    power += (x * x - power) * (x * x > power ? 1 / (0.03 * rate) : 1 / (0.4 * rate))
    low += cutoff * (x * Math.min(4, (0.02 / (power + 1e-4)) ** (squeeze / 2)) - low)
    samples[i] = 0.9 * Math.tanh(drive * low) + hiss * (2 * r() - 1)
  }
}
