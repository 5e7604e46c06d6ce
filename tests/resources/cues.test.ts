import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { cueKinds, cueLength } from '../../src/core/workout/cue'
import { schemes } from '../../src/core/workout/workout'
import { writeCues } from '../../scripts/sounds.mjs'

const folder = fileURLToPath(new URL('../../resources/cues', import.meta.url))
const peaks = { fight: -3, beeps: -3, quiet: -14 }

/** Samples in [-1, 1) of a WAV file with the plain 44-byte header. */
function read(name: string): Float64Array {
  const file = readFileSync(join(folder, name))
  expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ')
  expect({
    format: file.readUInt16LE(20),
    channels: file.readUInt16LE(22),
    rate: file.readUInt32LE(24),
    bits: file.readUInt16LE(34),
    bytes: file.readUInt32LE(40),
  }).toEqual({ format: 1, channels: 1, rate: 48000, bits: 16, bytes: file.length - 44 })
  return Float64Array.from({ length: (file.length - 44) / 2 }, (_, i) => file.readInt16LE(44 + 2 * i) / 32768)
}

const peakOf = (x: Float64Array) => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
const dB = (x: number) => 20 * Math.log10(x)

/** Peak level of the 10 ms that end every 5 ms: long enough to hold a beat of two low partials. */
function envelope(x: Float64Array): number[] {
  return Array.from({ length: Math.ceil(x.length / 240) }, (_, i) => peakOf(x.subarray(240 * Math.max(0, i - 1), 240 * (i + 1))))
}

/** Strikes: rises by 4 dB within 15 ms to at least a quarter of the peak, 60 ms apart. */
function strikes(x: Float64Array): number[] {
  const levels = envelope(x)
  const found: number[] = []
  levels.forEach((level, i) => {
    const before = Math.min(...levels.slice(Math.max(0, i - 3), i), i === 0 ? 0 : Infinity)
    const last = found.at(-1)
    const apart = last === undefined || 0.005 * i - last > 0.06
    if (level > 0.25 * peakOf(x) && level > 1.6 * before && apart) found.push(0.005 * i)
  })
  return found
}

/** Spectral centroid of the power in Hz: the first 100 ms, every 10 Hz up to 8 kHz (Goertzel's recurrence). */
function centroid(x: Float64Array): number {
  const part = x.slice(0, 4800).map((v, i, { length }) => v * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length)))
  let weighted = 0
  let total = 0
  for (let hz = 100; hz <= 8000; hz += 10) {
    const turn = 2 * Math.cos((2 * Math.PI * hz) / 48000)
    let last = 0
    let before = 0
    for (const v of part) [last, before] = [v + turn * last - before, last]
    const power = last * last + before * before - turn * last * before
    weighted += hz * power
    total += power
  }
  return weighted / total
}

describe.each(schemes)('the %s sounds', (scheme) => {
  const cues = cueKinds.map((kind) => ({ kind, x: read(`${scheme}-${kind}.wav`) }))

  it('start at their first sample and are loud within 2 ms', () => {
    for (const { kind, x } of cues) {
      expect(peakOf(x.subarray(0, 12)), kind).toBeGreaterThan(0.01 * peakOf(x))
      expect(peakOf(x.subarray(0, 96)), kind).toBeGreaterThan(0.5 * peakOf(x.subarray(0, 1440)))
    }
  })

  it('are no longer than the music stays lowered for them, and end at zero', () => {
    for (const { kind, x } of cues) {
      expect(x.length / 48000, kind).toBeLessThanOrEqual(cueLength[kind])
      expect(Math.abs(x.at(-1) ?? 1), kind).toBeLessThan(0.0005)
    }
  })

  it('have the loudness of their scheme, and no constant part', () => {
    for (const { kind, x } of cues) {
      expect(dB(peakOf(x)), kind).toBeCloseTo(peaks[scheme], 1)
      expect(Math.abs(x.reduce((sum, v) => sum + v, 0) / x.length), kind).toBeLessThan(0.002)
    }
  })

  it('differ from each other in rhythm, or clearly in pitch, or in length', () => {
    const heard = cues.map(({ kind, x }) => ({ kind, count: strikes(x).length, bright: centroid(x), length: x.length }))
    heard.forEach((one, i) => {
      for (const other of heard.slice(i + 1)) {
        const octaves = Math.abs(Math.log2(one.bright / other.bright))
        const longer = Math.max(one.length, other.length) / Math.min(one.length, other.length)
        const differences = Number(one.count !== other.count) + Number(octaves > 0.2) + Number(longer > 1.5)
        expect(differences, `${one.kind} (${one.count}) and ${other.kind} (${other.count})`).toBeGreaterThanOrEqual(2)
      }
    })
  })

  it('end a round with more strokes than they start it, and the workout with the most', () => {
    const count = (kind: string) => strikes(cues.find((cue) => cue.kind === kind)?.x ?? new Float64Array()).length
    expect(count('bell-end')).toBe(3)
    expect(count('bell-start')).toBeLessThan(3)
    expect(count('clapper')).toBe(2)
    expect(count('beep')).toBe(1)
    expect(count('zero')).toBe(1)
    expect(count('finish')).toBeGreaterThanOrEqual(5)
  })
})

it('quiet is softer in timbre than fight for both bells and the finish', () => {
  for (const kind of ['bell-start', 'bell-end', 'finish']) {
    expect(centroid(read(`quiet-${kind}.wav`)), kind).toBeLessThan(0.75 * centroid(read(`fight-${kind}.wav`)))
  }
})

it('the sounds are what the script makes, byte for byte, and under 1.5 MB', () => {
  const made = mkdtempSync(join(tmpdir(), 'cues-'))
  try {
    writeCues(made)
    const names = readdirSync(made).sort()
    expect(readdirSync(folder).sort()).toEqual(names)
    for (const name of names) {
      expect(readFileSync(join(made, name)).equals(readFileSync(join(folder, name))), name).toBe(true)
    }
    expect(names.reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0)).toBeLessThan(1_500_000)
  } finally {
    rmSync(made, { recursive: true })
  }
})
