import { expect } from 'vitest'

/** What an Ogg stream of one link holds: its packets, how many of them have ended by each page, and what its pages tell. */
export function pagesIn(stream: Uint8Array) {
  const packets: number[][] = [], granules: bigint[] = [], flags: number[] = [], ended: number[] = []
  let open: number[] = []
  for (let at = 0, page = 0; at < stream.length; page++) {
    const data = new DataView(stream.buffer, stream.byteOffset + at)
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
    ended.push(packets.length)
    expect((flags.at(-1)! & 1) === 1).toBe(page > 0 && granules[page - 1] === -1n)
  }
  return { packets, granules, flags, ended }
}
