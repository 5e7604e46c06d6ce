import { createOnsetDetector, FRAME_RATE, TIMBRE_STEP } from '../../../src/core/music/rhythm/onsets'
import { ANALYSIS_RATE } from '../../../src/core/music/signal/resample'
import type { Texture } from '../../../src/core/music/form/texture'
import { random } from '../../../scripts/synth.mjs'

/** Small signals for the tests of levels, key and form. Levels are dB of the peak against full scale. */

export const gain = (level: number): number => 10 ** (level / 20)

export function sine(hz: number, level: number, seconds: number, rate: number, phase = 0): Float32Array {
  const size = gain(level)
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, i) => size * Math.sin((2 * Math.PI * hz * i) / rate + phase))
}

export function noise(level: number, seconds: number, rate: number, seed = 1): Float32Array {
  const next = random(seed)
  const size = gain(level)
  return Float32Array.from({ length: Math.round(seconds * rate) }, () => size * (2 * next() - 1))
}

export function joined(...parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** People clapping, each at a pace and a pitch of their own; the level is that of the loudest sample. */
export function applause(level: number, seconds: number, rate: number, people = 40): Float32Array {
  const next = random(people)
  const samples = new Float32Array(Math.round(seconds * rate))
  for (let p = 0; p < people; p++) {
    const pace = 2.5 + 2 * next(), turn = (2 * Math.PI * (700 + 1800 * next())) / rate
    for (let at = next() / pace; at < seconds - 0.1; at += (0.9 + 0.2 * next()) / pace) {
      let last = 0, before = 0
      for (let i = 0, from = Math.floor(at * rate); i < 0.06 * rate; i++) {
        const sound = (2 * next() - 1) * Math.exp(-i / (0.01 * rate)) + 1.6 * Math.cos(turn) * last - 0.64 * before
        before = last
        last = sound
        samples[from + i]! += sound
      }
    }
  }
  const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
  return samples.map((one) => (gain(level) * one) / peak)
}

/** Notes (MIDI numbers) with six falling overtones, sounding together at the analysis rate. */
export function chord(notes: readonly number[], seconds: number, tuning = 440): Float32Array {
  const samples = new Float32Array(Math.round(seconds * ANALYSIS_RATE))
  for (const note of notes) {
    const hz = tuning * 2 ** ((note - 69) / 12)
    for (let h = 1; h <= 6; h++) {
      for (let i = 0; i < samples.length; i++) {
        samples[i]! += (0.1 / h) * Math.sin((2 * Math.PI * h * hz * i) / ANALYSIS_RATE + note * h) * Math.exp((-2 * i) / ANALYSIS_RATE)
      }
    }
  }
  return samples
}

/** Feeds a taker of mono samples in blocks of a size. */
export function feed<T>(taker: { process(samples: Float32Array, length: number): void; finish(): T }, samples: Float32Array, size = 4096): T {
  for (let at = 0; at < samples.length; at += size) {
    const block = samples.slice(at, at + size)
    taker.process(block, block.length)
  }
  return taker.finish()
}

/** Feeds a taker of channels in blocks of a size. */
export function feedChannels<T>(
  taker: { process(channels: readonly Float32Array[]): void; finish(): T }, channels: readonly Float32Array[], size = 65_536,
): T {
  for (let at = 0; at < (channels[0]?.length ?? 0); at += size) taker.process(channels.map((one) => one.subarray(at, at + size)))
  return taker.finish()
}

/** The texture of mono samples at the analysis rate. */
export function textureOf(samples: Float32Array): Texture {
  return { ...feed(createOnsetDetector(), samples), frameRate: FRAME_RATE, timbreStep: TIMBRE_STEP }
}
