import { random } from '../../../scripts/synth.mjs'

/** Small generated bands with exact truth, for the tests of the analysis. Everything is deterministic. */

export type Style = 'click' | 'rock' | 'house' | 'hiphop'

/** One of: k kick, s snare, h hat, c click; a pattern is one bar of four beats in sixteenths. */
const PATTERNS: Record<Style, Record<string, string>> = {
  click: { c: 'x...x...x...x...' },
  rock: { k: 'x.....x.x.......', s: '....x.......x...', h: 'x.x.x.x.x.x.x.x.' },
  house: { k: 'x...x...x...x...', s: '....x.......x...', h: '..x...x...x...x.' },
  hiphop: { k: 'x......x..x.....', s: '....x.......x...', h: 'x.x.x.x.x.x.x.xx' },
}

function hit(kind: string, rate: number): Float32Array {
  const noise = random(7)
  const length = { k: 0.25, s: 0.15, h: 0.05, c: 0.03 }[kind]! * rate
  return Float32Array.from({ length }, (_, i) => {
    const t = i / rate
    const white = 2 * noise() - 1
    if (kind === 'k') return 0.9 * Math.exp(-t * 14) * Math.sin(2 * Math.PI * (50 * t + 4 * (1 - Math.exp(-t * 40))))
    if (kind === 's') return Math.exp(-t * 25) * (0.4 * white + 0.3 * Math.sin(2 * Math.PI * 190 * t))
    if (kind === 'h') return 0.15 * Math.exp(-t * 80) * white
    return 0.8 * Math.exp(-t * 150) * Math.sin(2 * Math.PI * 1000 * t)
  })
}

export interface Piece {
  readonly samples: Float32Array
  readonly beats: readonly number[]
}

/** `tempo` is BPM at a time in seconds, or constant. */
export function play(style: Style, tempo: number | ((at: number) => number), seconds: number, rate = 11_025, first = 0.31): Piece {
  const samples = new Float32Array(Math.round(seconds * rate))
  const beats: number[] = []
  const hits = new Map(Object.keys(PATTERNS[style]).map((kind) => [kind, hit(kind, rate)]))
  const bpm = typeof tempo === 'number' ? () => tempo : tempo
  for (let at = first, step = 0; at < seconds; at += 15 / bpm(at), step++) {
    if (step % 4 === 0) beats.push(at)
    for (const [kind, pattern] of Object.entries(PATTERNS[style])) {
      if (pattern[step % 16] !== 'x') continue
      const start = Math.round(at * rate)
      const sound = hits.get(kind)!
      for (let i = 0; i < sound.length && start + i < samples.length; i++) samples[start + i]! += sound[i]!
    }
  }
  return { samples, beats }
}

/**
 * House at 126 BPM with a break of 24 beats whose last eight roll on the snare; the drop is at `drop` seconds,
 * on the first beat of a bar.
 */
export function playWithDrop(rate = 11_025): Piece & { readonly drop: number; readonly breakFrom: number } {
  const { samples, beats } = play('house', 126, 75, rate)
  const bass = (at: number) => 0.3 * Math.sin(2 * Math.PI * 55 * at) * (1 - ((at * 126) / 60 - 0.31 * 2.1) % 1)
  const [breakFrom, rollFrom, drop] = [beats[64]!, beats[80]!, beats[88]!]
  const noise = random(3)
  for (let i = 0; i < samples.length; i++) {
    const at = i / rate
    if (at >= breakFrom && at < drop) samples[i] = 0.08 * Math.sin(2 * Math.PI * 440 * at)
    else samples[i]! += bass(at)
    const since = (at - rollFrom) % (30 / 126)
    if (at >= rollFrom && at < drop) samples[i]! += 0.3 * Math.exp(-since * 40) * (2 * noise() - 1)
  }
  return { samples, beats, drop, breakFrom }
}

/** Bursts of a tone on every beat: `attack` seconds of straight rise, then falling to 1/e in `decay` seconds. */
export function bursts(tempo: number, hz: number, attack: number, decay: number, seconds: number, rate = 11_025): Piece {
  const samples = new Float32Array(seconds * rate)
  const beats: number[] = []
  for (let at = 0.31; at < seconds - 0.4; at += 60 / tempo) {
    beats.push(at)
    for (let i = Math.ceil(at * rate); i < (at + 0.4) * rate; i++) {
      const since = i / rate - at
      const level = since < attack ? since / attack : Math.exp(-(since - attack) / decay)
      samples[i] = 0.5 * level * Math.sin(2 * Math.PI * hz * since)
    }
  }
  return { samples, beats }
}
