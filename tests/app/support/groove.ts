import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noise, wav } from '../../../scripts/synth.mjs'
import { rate } from './hearing'

/** A piece whose beats and pitch are known, since they were put there. */
export interface Groove {
  readonly name: string
  readonly tempo: number
  /** Hz of a tone that sounds all through it. */
  readonly hertz: number
  /** Seconds. */
  readonly firstBeat: number
  readonly bars: number
  readonly seed: number
}

export const beatsOf = ({ tempo, firstBeat, bars }: Groove): number[] => Array.from({ length: 4 * bars }, (_, i) => firstBeat + (i * 60) / tempo)

/** The bass moves with the bars, so that they can be heard. */
const bass = [55, 55, 65.4, 49] as const

/** Makes the samples: everything in it begins softly, so that a step between two samples is a fault. */
export function makeGroove(groove: Groove): Float32Array {
  const { tempo, hertz, seed } = groove
  const beat = 60 / tempo
  const random = noise(seed)
  const samples = new Float32Array(Math.ceil((groove.firstBeat + 4 * groove.bars * beat + 0.5) * rate))
  const add = (at: number, seconds: number, level: number, wave: (t: number) => number) => {
    const from = Math.round(at * rate)
    for (let i = 0; i < seconds * rate && from + i < samples.length; i++) {
      const t = i / rate
      const attack = Math.min(1, t / 0.003)
      const end = Math.min(1, (seconds - t) / 0.01)
      samples[from + i]! += level * attack * end * wave(t)
    }
  }
  beatsOf(groove).forEach((at, i) => {
    const bar = Math.floor(i / 4)
    add(at, 0.16, 0.45, (t) => Math.sin(2 * Math.PI * (50 * t + 5 * (1 - Math.exp(-t / 0.03)))) * Math.exp(-t / 0.06))
    let low = 0
    if (i % 2 === 1) add(at, 0.12, 0.5, (t) => (low += 0.25 * (random() - low)) * Math.exp(-t / 0.04))
    add(at, beat * 0.9, 0.2, (t) => Math.sin(2 * Math.PI * bass[bar % 4]! * t) * Math.exp(-t / (i % 4 === 0 ? 0.5 : 0.15)))
  })
  for (let i = 0; i < samples.length; i++) samples[i]! += 0.08 * Math.sin((2 * Math.PI * hertz * i) / rate)
  return samples
}

/** Writes it as a WAV file. */
export function writeGroove(folder: string, groove: Groove): Float32Array {
  const samples = makeGroove(groove)
  writeFileSync(join(folder, `${groove.name}.wav`), wav([samples, samples]))
  return samples
}
