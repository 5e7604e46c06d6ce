import type { Bytes } from '../bytes'

/** How far into the first frame its header may lie, in bytes: 4 of the frame's, up to 32 of side information. */
const farthest = 4 + 32

/** The length of an ID3v2 tag with its header, 0 where there is none (id3.org, ID3v2.4 structure, 3.1: 28 bits in 4 bytes). */
function tagLength(head: Buffer): number {
  if (head.toString('latin1', 0, 3) !== 'ID3') return 0
  const [a = 0, b = 0, c = 0, d = 0] = head.subarray(6, 10)
  return 10 + ((a << 21) | (b << 14) | (c << 7) | d)
}

/**
 * The share of an MP3 that is there, 0 to 1: its Xing or Info header tells how many bytes the whole one has. 1 where it
 * has no such header. A file that was cut off still names its whole length in the header, and tag readers believe it.
 * Source: Gabriel Bouvigne, MP3 info tag, rev. 1: name, flags, frames (flag 1), bytes (flag 2), each 4 bytes.
 */
export function shareThere(bytes: Bytes): number {
  const head = Buffer.alloc(10)
  bytes.read(head, 0)
  const start = tagLength(head)
  const frame = Buffer.alloc(4096)
  const count = bytes.read(frame, start)
  const text = frame.toString('latin1', 0, count)
  // Some writers leave a gap after the tag, so the frame may start a little later.
  const at = [text.indexOf('Xing'), text.indexOf('Info')].filter((i) => i >= 0).sort((a, b) => a - b)[0]
  if (at === undefined || at + 16 > count) return 1
  const flags = frame.readUInt32BE(at + 4)
  if ((flags & 2) === 0) return 1
  const whole = frame.readUInt32BE(at + ((flags & 1) === 0 ? 8 : 12))
  const there = bytes.size - start - Math.max(0, at - farthest)
  return whole > 0 ? Math.min(1, there / whole) : 1
}
