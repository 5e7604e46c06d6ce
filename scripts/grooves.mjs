// Music with exact truth for training and tests: drums, bass and chords of common grooves, synthesised.
// Deterministic for a seed; plain Node.

import { random } from './synth.mjs'

/**
 * A groove: range of tempo in BPM, beats in a bar, steps in a beat, one bar of each voice.
 * 'x' is struck, 'o' sometimes (fills the groove with variety), '.' never.
 * bass: steps with a note; chords: steps with a new chord stroke; hold: how much of the time to the next they ring.
 */
export const GROOVES = {
  rock: { from: 90, to: 150, k: 'x.....o.x.o.....', s: '....x.......x...', h: 'x.x.x.x.x.x.x.x.', bass: 'x.x.x.x.x.x.x.x.', chords: 'x.....o.x.......' },
  ballad: { from: 58, to: 84, k: 'x......ox.o.....', s: '....x.......x...', h: 'x.x.x.x.x.x.x.x.', bass: 'x......ox.......', chords: 'x.o.o.o.x.o.o.o.' },
  ballad16: { from: 56, to: 80, k: 'x.....o.x.......', s: '....x.......x...', h: 'xxxxxxxxxxxxxxxx', bass: 'x.......x.......', chords: 'x...o...x...o...' },
  twelveEight: { from: 50, to: 80, beat: 3, k: 'x....ox.....', s: '...x.....x..', h: 'xxxxxxxxxxxx', bass: 'x....ox....o', chords: 'x..o..x..o..' },
  punk: { from: 150, to: 215, k: 'x.....x.x.o.....', s: '....x.......x...', h: 'x.x.x.x.x.x.x.x.', bass: 'x.x.x.x.x.x.x.x.', chords: 'x.x.x.x.x.x.x.x.' },
  skank: { from: 150, to: 215, k: 'x...x...x...x...', s: '..x...x...x...x.', h: 'x.x.x.x.x.x.x.x.', bass: 'x.x.x.x.x.x.x.x.', chords: 'x...x...x...x...' },
  metal: { from: 100, to: 190, k: 'x.x.x.x.x.x.x.x.', s: '....x.......x...', h: 'x...x...x...x...', bass: 'x.xxx.xxx.xxx.xx', chords: 'x.oox.oox.oox.oo' },
  house: { from: 116, to: 132, k: 'x...x...x...x...', s: '....x.......x...', h: '..x...x...x...x.', bass: '..x...x...x...x.', chords: 'x..x..x...x..o..' },
  techno: { from: 124, to: 150, k: 'x...x...x...x...', s: '....o.......o...', h: '..x.o.x.o.x.o.x.', bass: '.xxx.xxx.xxx.xxx', chords: 'o.....o...o.....' },
  trance: { from: 128, to: 145, k: 'x...x...x...x...', s: '....x.......x...', h: '..x...x...x...x.', bass: '..xx..xx..xx..xx', chords: 'xxxxxxxxxxxxxxxx' },
  disco: { from: 105, to: 132, k: 'x...x...x...x...', s: '....x.......x...', h: 'xoxoxoxoxoxoxoxo', bass: 'x.x.x.x.x.x.x.x.', chords: '..x...x...x...x.' },
  drumAndBass: { from: 160, to: 182, k: 'x.........x.....', s: '....x..o.o..x..o', h: 'x.x.x.x.x.x.x.x.', bass: 'x.........x.....', chords: 'x...............' },
  dubstep: { from: 136, to: 145, k: 'x.....o.........', s: '........x.......', h: 'x.o.x.o.x.o.x.o.', bass: 'x.xx.xx.x.xx.xx.', chords: 'x...............' },
  trap: { from: 60, to: 78, k: 'x......x..x.....', s: '....x.......x...', h: 'xxxxxxxxxxxxxxxx', bass: 'x......x..x.....', chords: 'x.......x.......' },
  boombap: { from: 78, to: 104, swing: 0.6, k: 'x.....ox..x..o..', s: '....x.......x...', h: 'x.x.x.x.x.x.x.xo', bass: 'x..x..x.x.....x.', chords: 'x.......o.......' },
  reggaeton: { from: 85, to: 105, k: 'x...x...x...x...', s: '...x..x....x..x.', h: 'x.x.x.x.x.x.x.x.', bass: 'x..x..x.x..x..x.', chords: '..x...x...x...x.' },
  reggae: { from: 65, to: 95, k: '........x.......', s: '........x.......', h: 'x.x.x.x.x.x.x.x.', bass: 'x..x..x.....x.x.', chords: '..x...x...x...x.' },
  funk: { from: 92, to: 120, k: 'x..o..x...x..o..', s: '....x..o.o..x..o', h: 'xxxxxxxxxxxxxxxx', bass: 'x..x..x.x..x.xx.', chords: '...x..x...x..x..' },
  swing: { from: 110, to: 220, beat: 3, k: 'o..o..o..o..', s: '...o.o...o.o', h: 'x..x.xx..x.x', bass: 'x..x..x..x..', chords: 'o....o...o..' },
  shuffle: { from: 80, to: 140, beat: 3, k: 'x....ox....o', s: '...x.....x..', h: 'x.xx.xx.xx.x', bass: 'x.xx.xx.xx.x', chords: 'x..o..x..o..' },
  bossa: { from: 100, to: 150, k: 'x.....x.x.....x.', s: 'x.....x.....x...', h: 'x.x.x.x.x.x.x.x.', bass: 'x.....x.x.....x.', chords: 'x..x..x...x..x..' },
  country: { from: 85, to: 135, k: 'x.......x.......', s: 'ooxoooxoooxoooxo', h: '................', bass: 'x.......x.......', chords: '....x.......x...' },
  twoStep: { from: 75, to: 120, k: 'x...x...x...x...', s: '..x...x...x...x.', h: 'o.o.o.o.o.o.o.o.', bass: 'x...x...x...x...', chords: '..x...x...x...x.' },
  waltz: { from: 84, to: 180, bar: 3, k: 'x...........', s: '....o...o...', h: '....x...x...', bass: 'x...........', chords: '....x...x...' },
  piano: { from: 56, to: 96, quiet: true, bass: 'x.......x.......', chords: 'x.x.x.x.x.x.x.x.' },
  strings: { from: 56, to: 96, quiet: true, bass: 'x...............', chords: 'x.......x.......' },
  folk: { from: 80, to: 130, quiet: true, bass: 'x.......x.......', chords: 'x...x.x.o.x.x.x.' },
  waltzRock: { from: 90, to: 170, bar: 3, k: 'x.....o.o...', s: '....x...x...', h: 'x.x.x.x.x.x.', bass: 'x.....x.x...', chords: 'x...x...x...' },
  waltzJazz: { from: 110, to: 190, bar: 3, beat: 3, k: 'x.....o..', s: '..oo..x.o', h: 'x..x.xx..', bass: 'x..x..x..', chords: 'x....o...' },
  waltzHop: { from: 84, to: 150, bar: 3, k: 'x.......x...', s: '....x.......', h: 'x.xxx.xxx.xx', bass: 'x.......x.x.', chords: 'x...........' },
  waltzPiano: { from: 80, to: 150, bar: 3, quiet: true, bass: 'x...........', chords: '....x...x...' },
}

const HITS = { k: 0.3, s: 0.22, h: 0.07 }

/**
 * One bar-based piece: { samples, tempo, beats, downbeats, style }; `rate` in Hz, `seconds` long. `mix` gives the gain of a
 * voice (k, s, h, bass, chords) at a beat counted from the first, so that a song has parts; without it all play throughout.
 * @param {string} style @param {number} seed
 * @param {{ seconds?: number, rate?: number, tempo?: number, mix?: (voice: string, beat: number) => number }} options
 */
export function groove(style, seed, { seconds = 25, rate = 22_050, tempo, mix = () => 1 } = {}) {
  const g = GROOVES[style]
  const r = random(seed)
  const bpm = tempo ?? g.from * (g.to / g.from) ** r()
  const beat = g.beat ?? 4, bar = g.bar ?? 4
  const step = 60 / bpm / beat
  const swing = g.swing ? 0.5 + (g.swing - 0.5) * r() * 2 : 0.5
  const out = new Float32Array(Math.ceil(seconds * rate))
  const kit = makeKit(r, rate)
  const level = { k: 0.6 + 0.5 * r(), s: 0.5 + 0.5 * r(), h: 0.15 + 0.4 * r(), bass: 0.15 + 0.35 * r(), chords: 0.05 + 0.25 * r() }
  const human = g.quiet ? 0.012 * r() : 0.006 * r()
  const root = 33 + Math.floor(r() * 12)
  const progression = Array.from({ length: 4 }, () => [0, 5, 7, 9, 3, 10][Math.floor(r() * 6)])
  const often = 0.2 + 0.4 * r()
  const first = r() * step * beat * bar
  const beats = [], downbeats = []
  const voices = ['k', 's', 'h', 'bass', 'chords'].filter((voice) => g[voice])
  const bright = 0.3 + r()
  for (let at = first, n = 0; at < seconds; at += step, n++) {
    const inBar = n % (beat * bar), barNumber = Math.floor(n / (beat * bar))
    if (n % beat === 0) beats.push(at)
    if (inBar === 0) downbeats.push(at)
    const swung = beat === 4 && n % 2 === 1 ? (swing - 0.5) * 2 * step : 0
    for (const voice of voices) {
      const mark = g[voice][inBar % g[voice].length]
      if (mark === '.' || (mark === 'o' && r() > often) || r() < 0.02) continue
      const when = at + swung + human * (2 * r() - 1)
      const loud = level[voice] * (0.7 + 0.3 * r()) * (inBar === 0 ? 1.1 : 1) * mix(voice, n / beat)
      if (loud === 0) continue
      if (HITS[voice]) add(out, kit[voice], Math.round(when * rate), loud)
      else {
        const chord = root + progression[barNumber % 4]
        if (voice === 'bass') tone(out, rate, when, step * 2, chord, loud, bright)
        else for (const third of [12, 16, 19]) tone(out, rate, when, g.quiet ? step * 6 : step * 3, chord + third, loud, bright * 2)
      }
    }
  }
  const hiss = 0.001 + 0.004 * r()
  for (let i = 0; i < out.length; i++) out[i] = Math.tanh(out[i] + hiss * (2 * r() - 1))
  return { samples: out, rate, tempo: bpm, beats, downbeats, style }
}

function makeKit(r, rate) {
  const low = 42 + 20 * r(), sweep = 2 + 4 * r(), body = 160 + 80 * r(), noisy = 0.3 + 0.6 * r()
  const decay = { k: 8 + 16 * r(), s: 14 + 20 * r(), h: 40 + 80 * r() }
  return Object.fromEntries(Object.entries(HITS).map(([voice, length]) => {
    let last = 0
    return [voice, Float32Array.from({ length: length * rate }, (_, i) => {
      const t = i / rate, white = 2 * r() - 1, sharp = white - last
      last = white
      if (voice === 'k') return Math.exp(-t * decay.k) * Math.sin(2 * Math.PI * (low * t + sweep * (1 - Math.exp(-t * 45)))) + 0.1 * white * Math.exp(-t * 300)
      if (voice === 's') return Math.exp(-t * decay.s) * (noisy * white + (1 - noisy) * Math.sin(2 * Math.PI * body * t))
      return Math.exp(-t * decay.h) * sharp
    })]
  }))
}

function add(out, sound, at, gain) {
  for (let i = 0; i < sound.length && at + i < out.length; i++) if (at + i >= 0) out[at + i] += gain * sound[i]
}

/** A decaying tone with four harmonics. */
function tone(out, rate, at, length, note, gain, bright) {
  const hz = 440 * 2 ** ((note - 69) / 12)
  const from = Math.round(at * rate), count = Math.round(length * rate)
  for (let i = 0; i < count; i++) {
    const n = from + i
    if (n < 0 || n >= out.length) continue
    const t = i / rate
    const shape = Math.min(1, t / 0.006) * Math.min(1, (length - t) / 0.02) * Math.exp(-t * 2)
    const w = 2 * Math.PI * hz * t
    out[n] += gain * shape * (Math.sin(w) + 0.5 * bright * Math.sin(2 * w) + 0.25 * bright * Math.sin(3 * w) + 0.12 * bright * Math.sin(4 * w))
  }
}
