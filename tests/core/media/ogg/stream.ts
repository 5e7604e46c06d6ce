import type { Piece } from '../../../../src/core/media/media'
import { checksum } from '../../../../src/core/media/pages'
import { big, join, little, text } from '../cutting'

export type Kind = 'Opus' | 'Vorbis' | 'FLAC'
export const preSkip = 312
export const rates = { Opus: 48_000, Vorbis: 44_100, FLAC: 32_000 } as const

export interface PageOf { granule: number; flags?: number; serial?: number; sequence?: number; packets?: readonly Uint8Array[]; open?: boolean }
/** A page. An open one's last packet goes on in the next. */
export function page({ granule, flags = 0, serial = 77, sequence = 0, packets = [], open = false }: PageOf): Uint8Array {
  const lacing = packets.flatMap(({ length }, i) => [...Array<number>(Math.floor(length / 255)).fill(255), ...(open && i === packets.length - 1 ? [] : [length % 255])])
  const place = granule < 0 ? Array<number>(8).fill(255) : [...little(granule % 2 ** 32), ...little(Math.floor(granule / 2 ** 32))]
  const bytes = join(text('OggS'), [0, flags], place, little(serial), little(sequence), little(0), [lacing.length], lacing, ...packets)
  bytes.set(little(checksum(bytes)), 22)
  return bytes
}

/** Vorbis's last header ends with its modes: a short one and a long one. */
function setup(): Uint8Array {
  const bits: number[] = []
  const write = (value: number, count: number) => { for (let i = 0; i < count; i++) bits.push((value >> i) & 1) }
  write(0x5a5a5a, 24); write(1, 6)
  for (const flag of [0, 1]) { write(flag, 1); write(0, 32); write(flag, 8) }
  write(1, 1)
  while (bits.length % 8) bits.push(0)
  return join([5], text('vorbis'), Array.from({ length: bits.length / 8 }, (_, i) => Number.parseInt(bits.slice(8 * i, 8 * i + 8).toReversed().join(''), 2)))
}
const streamInfo = join([0x80, 0, 0, 34, 16, 0, 16, 0, 0, 0, 0, 0, 0, 0], [rates.FLAC >> 12, (rates.FLAC >> 4) & 255, ((rates.FLAC & 15) << 4) | 2, 15 << 4], Array<number>(20).fill(0))
export const headers: Readonly<Record<Kind, readonly Uint8Array[]>> = {
  Opus: [join(text('OpusHead'), [1, 2, preSkip & 255, preSkip >> 8], little(48_000), [0, 0, 0]), join(text('OpusTags'), new Uint8Array(8))],
  Vorbis: [join([1], text('vorbis'), little(0), [2], little(rates.Vorbis), new Uint8Array(12), [0xb8, 1]), join([3], text('vorbis'), new Uint8Array(8), [1]), setup()],
  FLAC: [join([0x7f], text('FLAC'), [1, 0, 0, 1], text('fLaC'), streamInfo), join([0x84, 0, 0, 8], new Uint8Array(8))],
}

/** Samples of packet i: of Vorbis every third block is short. */
const block = (i: number) => (i % 3 === 2 ? 256 : 2048)
export const samplesOf = (kind: Kind, i: number): number => (kind === 'Opus' ? 480 : kind === 'FLAC' ? 576 : i === 0 ? 0 : (block(i - 1) + block(i)) / 4)
/** A packet that knows its number. */
const packet = (kind: Kind, i: number, size: number) => {
  const bytes = new Uint8Array(size).fill(i & 63)
  bytes.set(kind === 'Opus' ? [0xf4, 0, 0] : kind === 'FLAC' ? [0xff, 0xf8, 0x28, 0x18, 0, 0] : [i % 3 === 2 ? 0 : 2])
  bytes.set(big(i), 6)
  return bytes
}

export interface StreamOf { kind: Kind; pages: number; each?: number; size?: number; serial?: number; first?: number; cut?: number }
/** The pages of a stream: headers, then `each` packets a page. The last page's granule is `cut` less than it has samples. */
export function stream({ kind, pages, each = 10, size = 300, serial = 77, first = 0, cut = 0 }: StreamOf): Uint8Array[] {
  const all = headers[kind].map((one, i) => page({ granule: 0, flags: i === 0 ? 2 : 0, serial, sequence: i, packets: [one] }))
  let granule = first
  for (let i = 0; i < pages; i++) {
    const packets = Array.from({ length: each }, (_, k) => packet(kind, i * each + k, size))
    packets.forEach((_, k) => { granule += samplesOf(kind, i * each + k) })
    const last = i === pages - 1
    all.push(page({ granule: last ? granule - cut : granule, flags: last ? 4 : 0, serial, sequence: all.length, packets }))
  }
  return all
}

/** What a stream sounds like: each sample has the number of its packet, and is one of so many of it. */
export function sound({ kind, pages, each = 10, cut = 0 }: StreamOf): number[] {
  const all: number[] = []
  for (let i = 0; i < pages * each; i++) for (let k = 0; k < samplesOf(kind, i); k++) all.push(i * 10_000 + k)
  return all.slice(kind === 'Opus' ? preSkip : 0, all.length - cut)
}

/** What a decoder makes of a piece: its packets' samples one after the other. */
export function decoded({ bytes, decode }: Piece): number[] {
  if (decode) return [...decode()[0]!]
  const all: number[] = []
  let before = 0
  const hear = (packet: Uint8Array) => {
    const i = new DataView(packet.buffer, packet.byteOffset).getUint32(6), own = packet[0] === 2 ? 2048 : 256
    const count = packet[0] === 0xf4 ? 480 : packet[0] === 0xff ? 576 : before && (before + own) / 4
    before = own
    for (let k = 0; k < count; k++) all.push(i * 10_000 + k)
  }
  if (bytes[0] === 0x66) { // native FLAC
    for (let at = 42; at < bytes.length; at += 300) hear(bytes.subarray(at, at + 300))
    return all
  }
  let number = 0, headerCount = 0, rest: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const lacing = bytes.subarray(at + 27, at + 27 + bytes[at + 26]!)
    at += 27 + lacing.length
    for (const length of lacing) {
      rest.push(bytes.subarray(at, at + length))
      at += length
      if (length === 255) continue
      const whole = join(...rest)
      rest = []
      if (number++ === 0) headerCount = whole[0] === 1 ? 3 : 2
      if (number > headerCount) hear(whole)
    }
  }
  return all
}
