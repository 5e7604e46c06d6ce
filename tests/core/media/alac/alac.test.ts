import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAlacDecoder } from '../../../../src/core/media/alac'
import { configOf, encode, type Choice } from './encoder'

const usual: Choice = { depth: 16, pb: 40, mb: 10, kb: 14, frame: 256, low: 0, raw: false, mix: 0, mixShift: 0, mode: 0, shift: 9, factor: 4, coefficients: [160, -190, 170, -130], filled: false }

/** What is heard of a channel, from integers: full scale is 1. */
const heard = (x: Int32Array, depth: number) => Float32Array.from(x, (one) => one / 2 ** (depth - 1))
/** The format's order of channels as places in Web Audio's. */
const places = [[0], [0, 1], [2, 0, 1], [2, 0, 1, 3], [2, 0, 1, 3, 4], [2, 0, 1, 4, 5, 3], [2, 0, 1, 4, 5, 6, 3], [2, 6, 7, 0, 1, 4, 5, 3]]

/** Music by and large: a slow wave, some noise, a silence, a click of full scale. */
const channel = (depth: number, count: number) =>
  fc.record({ seed: fc.integer({ min: 1, max: 1e6 }), loud: fc.double({ min: 0, max: 1, noNaN: true }), noise: fc.integer({ min: 0, max: depth - 1 }), quiet: fc.boolean(), click: fc.boolean() }).map(({ seed, loud, noise, quiet, click }) => {
    const top = 2 ** (depth - 1)
    let state = seed
    return Int32Array.from({ length: count }, (_, i) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) | 0
      if (quiet && i > count / 4 && i < (3 * count) / 4) return 0
      if (click && i % 50 === 17) return i % 100 === 17 ? -top : top - 1
      const wave = loud * top * Math.sin((i * (seed % 100)) / 500) + (state >> (31 - noise))
      return Math.max(-top, Math.min(top - 1, Math.round(wave)))
    })
  })
const choices: fc.Arbitrary<Choice> = fc.record({
  depth: fc.constantFrom(16, 20, 24, 32), pb: fc.integer({ min: 0, max: 255 }), mb: fc.integer({ min: 0, max: 255 }), kb: fc.integer({ min: 1, max: 16 }), frame: fc.constant(256),
  low: fc.constantFrom(0, 1, 2), raw: fc.boolean(), mix: fc.constant(0), mixShift: fc.integer({ min: 0, max: 5 }), mode: fc.constantFrom(0, 15),
  shift: fc.integer({ min: 1, max: 15 }), factor: fc.integer({ min: 0, max: 7 }), coefficients: fc.array(fc.integer({ min: -2000, max: 2000 }), { maxLength: 31 }), filled: fc.boolean(),
} as const)
const packets = fc.tuple(choices, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 256 })).chain(([choice, weight, count, length]) => {
  // Pairs take one bit more, and differences of predictions another: no more than 32 are meant.
  const low = choice.depth === 32 && choice.low === 0 ? 1 : choice.low === 2 && choice.depth === 16 ? 1 : choice.low
  return fc.tuple(fc.constant({ ...choice, low, mix: Math.round(weight * 2 ** choice.mixShift) }), fc.array(channel(choice.depth, length), { minLength: count, maxLength: count }))
})

describe('Apple Lossless', () => {
  it('gives back every sample, whatever its encoder chose', () => {
    fc.assert(fc.property(packets, ([choice, channels]) => {
      const decoded = createAlacDecoder(configOf(choice, 256, channels.length))(encode(channels, choice))
      expect(decoded).toHaveLength(channels.length)
      for (const [i, one] of channels.entries()) expect(decoded[places[channels.length - 1]![i]!]).toEqual(heard(one, choice.depth))
    }), { numRuns: 300 })
  })

  const real = JSON.parse(readFileSync(join(import.meta.dirname, 'packets.json'), 'utf8')) as Record<string, { config: string; packets: string[]; sha256: string }>
  it.each(Object.keys(real))('of another encoder is what another decoder makes of it: %s', (name) => {
    const { config, packets, sha256 } = real[name]!
    const decode = createAlacDecoder(Buffer.from(config, 'base64'))
    const hash = createHash('sha256')
    for (const packet of packets) {
      const channels = decode(Buffer.from(packet, 'base64'))
      const whole = new Int32Array(channels[0]!.length * channels.length)
      channels.forEach((one, channel) => one.forEach((x, i) => { whole[i * channels.length + channel] = x * 2 ** 31 }))
      hash.update(new Uint8Array(whole.buffer))
    }
    expect(hash.digest('hex')).toBe(sha256)
  })

  const sound = [Int32Array.from({ length: 256 }, (_, i) => Math.round(9000 * Math.sin(i / 9)) + ((i * 7919) % 61)), new Int32Array(256)]
  const whole = encode(sound, usual), config = configOf(usual, 256, 2)
  it('that breaks off anywhere is refused with a reason', () => {
    for (let length = 0; length < whole.length - 1; length++) expect(() => createAlacDecoder(config)(whole.subarray(0, length))).toThrow(RangeError)
  })
  it('decodes each packet as if there had been no other, whether the other was damaged or longer', () => {
    const decode = createAlacDecoder(config), alone = decode(whole)
    expect(() => decode(whole.subarray(0, 40))).toThrow(RangeError)
    decode(encode(sound, { ...usual, raw: true }))
    expect(decode(whole)).toEqual(alone)
  })
  it('of any bytes decodes to samples within full scale, or is refused with a reason', () => {
    const crafted = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }).map((changes) => {
        const bytes = whole.slice()
        for (const [at, value] of changes) bytes[at] = value
        return bytes
      }),
    )
    fc.assert(fc.property(crafted, fc.constantFrom(16, 24, 32), fc.integer({ min: 1, max: 8 }), (packet, depth, channels) => {
      try {
        const decoded = createAlacDecoder(configOf({ ...usual, depth }, 256, channels))(packet)
        expect(decoded).toHaveLength(channels)
        for (const one of decoded) {
          expect(one.length).toBe(decoded[0]!.length)
          expect(one.every((x) => Math.abs(x) < 2 ** 32)).toBe(true)
        }
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
        expect((error as Error).message).not.toBe('')
      }
    }), { numRuns: 2000 })
  })
  it.each([
    ['that is too short', config.subarray(0, 23)],
    ['of no samples', configOf(usual, 0, 2)],
    ['of a gigabyte of samples', configOf(usual, 2 ** 28, 2)],
    ['of an unknown depth', configOf({ ...usual, depth: 18 }, 256, 2)],
    ['without channels', configOf(usual, 256, 0)],
    ['of nine channels', configOf(usual, 256, 9)],
    ['of codes without length', configOf({ ...usual, kb: 0 }, 256, 2)],
  ])('with a configuration %s is refused', (_what, bytes) => {
    expect(() => createAlacDecoder(bytes)).toThrow(RangeError)
  })
  it('with more or fewer channels than its configuration says, or of different lengths, is refused', () => {
    expect(() => createAlacDecoder(configOf(usual, 256, 3))(whole)).toThrow('too few')
    expect(() => createAlacDecoder(configOf(usual, 256, 1))(whole)).toThrow('too many')
    const short = encode([sound[0]!.subarray(0, 9)], usual)
    expect(createAlacDecoder(configOf(usual, 256, 1))(short)[0]).toHaveLength(9)
    expect(() => createAlacDecoder(configOf(usual, 8, 1))(short)).toThrow('9 samples')
  })
})
