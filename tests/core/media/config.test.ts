import fc from 'fast-check'
import { expect, it } from 'vitest'
import { audioConfig } from '../../../src/core/media/config'

const parse = (hex: string) => audioConfig(Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)))

it.each([
  ['AAC-LC', '1210', { object: 2, coreRate: 44_100, channels: 2, sbr: false, ps: false }],
  ['AAC-LC and a note that nothing replicates', '121056e500', { object: 2, coreRate: 44_100, channels: 2, sbr: false, ps: false }],
  ['HE-AAC', '2b920800', { object: 2, coreRate: 22_050, channels: 2, sbr: true, ps: false }],
  ['HE-AAC v2', 'eb8a0800', { object: 2, coreRate: 22_050, channels: 1, sbr: true, ps: true }],
  ['HE-AAC that old decoders take for AAC', '139056e5a0', { object: 2, coreRate: 22_050, channels: 2, sbr: true, ps: false }],
  ['HE-AAC v2 that old decoders take for AAC', '138856e5a54880', { object: 2, coreRate: 22_050, channels: 1, sbr: true, ps: true }],
  ['AAC Main', '0a10', { object: 1, coreRate: 44_100, channels: 2, sbr: false, ps: false }],
  ['AAC-LC with its rate in full', '1780562210', { object: 2, coreRate: 44_100, channels: 2, sbr: false, ps: false }],
])('A configuration of %s is read', (_what, hex, told) => {
  expect(parse(hex)).toMatchObject(told)
})

it('A configuration of any bytes is a coding or a name', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
    const found = audioConfig(bytes)
    expect(typeof found === 'string' ? found.length > 0 : found.coreRate >= 7350 && found.channels >= 1 && found.channels <= 7).toBe(true)
  }))
})
