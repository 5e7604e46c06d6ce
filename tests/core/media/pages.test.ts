import fc from 'fast-check'
import { expect, it } from 'vitest'
import { oggStream } from '../../../src/core/media/pages'
import { little } from './cutting'
import { pagesIn } from './paging'

const size = fc.oneof(fc.nat(600), fc.nat(70_000))

it('An Ogg stream holds its packets, and each page tells the place after the last one that ends on it', () => {
  fc.assert(fc.property(fc.array(size, { minLength: 1, maxLength: 3 }), fc.array(size, { maxLength: 40 }), (headers, sizes) => {
    const packetsOf = (all: number[]) => all.map((length, i) => new Uint8Array(length).fill(i + 1))
    const { packets, granules, flags, ended } = pagesIn(oggStream(packetsOf(headers), packetsOf(sizes), (i) => (i + 1) * 960))
    expect(packets.map((packet) => packet.length)).toEqual([...headers, ...sizes])
    const before = [0, ...ended]
    for (const [page, granule] of granules.entries()) {
      expect(granule).toBe(ended[page] === before[page] ? -1n : BigInt(Math.max(0, ended[page]! - headers.length) * 960))
      // A header shares its page with no other.
      if (before[page]! < headers.length) expect(ended[page]! - before[page]!).toBeLessThanOrEqual(1)
    }
    expect([flags[0]! & 2, flags.filter((flag) => flag & 2).length, flags.at(-1)! & 4, flags.filter((flag) => flag & 4).length]).toEqual([2, 1, 4, 1])
  }), { numRuns: 60 })
})

it('A page has the checksum that decoders expect', () => {
  const head = [0x4f, 0x70, 0x75, 0x73, 0x48, 0x65, 0x61, 0x64, 1, 2, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0]
  const page = oggStream([Uint8Array.from(head)], [], () => 0)
  const crc = [...page.subarray(22, 26)]
  page.fill(0, 22, 26)
  // By the definition, a bit at a time.
  let sum = 0
  for (const byte of page) {
    sum ^= byte << 24
    for (let bit = 0; bit < 8; bit++) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1
  }
  expect(crc).toEqual(little(sum >>> 0))
})
