import fc from 'fast-check'
import { expect, it } from 'vitest'
import { oggStream } from '../../../src/core/media/pages'
import { little } from './cutting'

/** The packets that a stream holds, and the places that its pages tell. */
function unwrap(stream: Uint8Array) {
  const packets: number[][] = [], granules: bigint[] = [], flags: number[] = []
  let open: number[] = []
  for (let at = 0, page = 0; at < stream.length; page++) {
    const data = new DataView(stream.buffer, at)
    expect([...stream.subarray(at, at + 5), data.getUint32(18, true)]).toEqual([0x4f, 0x67, 0x67, 0x53, 0, page])
    granules.push(data.getBigInt64(6, true))
    flags.push(stream[at + 5]!)
    let body = at + 27 + stream[at + 26]!
    for (let i = 0; i < stream[at + 26]!; i++) {
      const size = stream[at + 27 + i]!
      open.push(...stream.subarray(body, body + size))
      body += size
      if (size < 255) {
        packets.push(open)
        open = []
      }
    }
    at = body
  }
  return { packets, granules, flags }
}

it('An Ogg stream holds its packets, and its last page of each tells the place', () => {
  fc.assert(fc.property(fc.array(fc.nat(70_000), { minLength: 1, maxLength: 5 }), (sizes) => {
    const packets = sizes.map((size, i) => new Uint8Array(size).fill(i + 1))
    const found = unwrap(oggStream(packets, (i) => (i + 1) * 960))
    expect(found.packets.map((packet) => packet.length)).toEqual(sizes)
    expect(found.granules.filter((granule) => granule >= 0n)).toEqual(sizes.map((_, i) => BigInt((i + 1) * 960)))
    expect([found.flags[0]! & 2, found.flags.filter((flag) => flag & 2).length, found.flags.at(-1)! & 4]).toEqual([2, 1, 4])
  }), { numRuns: 40 })
})

it('A page has the checksum that decoders expect', () => {
  const head = [0x4f, 0x70, 0x75, 0x73, 0x48, 0x65, 0x61, 0x64, 1, 2, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0]
  const page = oggStream([Uint8Array.from(head)], () => 0)
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
