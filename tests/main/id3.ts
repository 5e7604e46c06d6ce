import { deflateSync } from 'node:zlib'

/** How a tag is written. Sizes of frames are as the version wants them, or the other way round. */
export interface Way {
  readonly version: 2 | 3 | 4
  /** 1 with its mark little-endian, '1be' the other way round, '1bare' without a mark. */
  readonly encoding: 0 | 1 | '1be' | '1bare' | 2 | 3
  readonly unsynchronised: boolean
  readonly extended: boolean
  readonly footer: boolean
  readonly padding: number
  readonly swappedSizes: boolean
  readonly compressed: boolean
  readonly grouped: boolean
  /** ID3v2.4: says of each frame how long it was. */
  readonly measured: boolean
}

export const plain: Way = { version: 3, encoding: 0, unsynchronised: false, extended: false, footer: false, padding: 0, swappedSizes: false, compressed: false, grouped: false, measured: false }

const short: Readonly<Record<string, string>> = { TIT2: 'TT2', TPE1: 'TP1', TPE2: 'TP2', TALB: 'TAL', TBPM: 'TBP', TXXX: 'TXX', APIC: 'PIC' }

const safe = (n: number): Buffer => Buffer.from([(n >> 21) & 127, (n >> 14) & 127, (n >> 7) & 127, n & 127])
const long = (n: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(n)
  return bytes
}

/** A zero after each 0xFF that would else look like the beginning of audio, or like one that had a zero put after it. */
const unsynchronised = (data: Buffer): Buffer =>
  Buffer.from([...data].flatMap((one, i) => (one === 0xff && (i + 1 === data.length || data[i + 1]! >= 0xe0 || data[i + 1] === 0) ? [one, 0] : [one])))

function textOf(text: string, encoding: Way['encoding']): Buffer {
  const little = Buffer.from(text, 'utf16le')
  const big = Buffer.from(little).swap16()
  if (encoding === 0) return Buffer.concat([Buffer.from([0]), Buffer.from(text, 'latin1')])
  if (encoding === 3) return Buffer.concat([Buffer.from([3]), Buffer.from(text)])
  if (encoding === 2) return Buffer.concat([Buffer.from([2]), big])
  return Buffer.concat([Buffer.from([1]), encoding === 1 ? Buffer.from([0xff, 0xfe]) : encoding === '1be' ? Buffer.from([0xfe, 0xff]) : Buffer.alloc(0), encoding === '1be' ? big : little])
}

function frameOf(id: string, body: Buffer, way: Way): Buffer {
  const { version, compressed, grouped, measured, swappedSizes } = way
  if (version === 2) return Buffer.concat([Buffer.from(short[id] ?? id), long(body.length).subarray(1), body])
  const squeezed = compressed ? deflateSync(body) : body
  const group = grouped ? [Buffer.from([7])] : []
  const flags = version === 3 ? (compressed ? 0x80 : 0) | (grouped ? 0x20 : 0) : (grouped ? 0x40 : 0) | (compressed ? 0x08 : 0) | (compressed || measured ? 0x01 : 0) | (way.unsynchronised ? 0x02 : 0)
  const before = version === 3 ? [...(compressed ? [long(body.length)] : []), ...group] : [...group, ...(compressed || measured ? [safe(body.length)] : [])]
  const data = Buffer.concat([...before, version === 4 && way.unsynchronised ? unsynchronised(squeezed) : squeezed])
  return Buffer.concat([Buffer.from(id), ((version === 4) !== swappedSizes ? safe : long)(data.length), Buffer.from([0, flags]), data])
}

/** An ID3v2 tag of these frames: texts, or bytes as they are. */
export function id3(frames: readonly (readonly [id: string, body: string | Buffer])[], some: Partial<Way> = {}): Buffer {
  const way = { ...plain, ...some }
  const { version, extended, footer } = way
  const all = frames.map(([id, body]) => frameOf(id, typeof body === 'string' ? textOf(body, way.encoding) : body, way))
  const more = extended ? [version === 4 ? Buffer.from([0, 0, 0, 6, 1, 0]) : Buffer.concat([long(6), Buffer.alloc(6)])] : []
  const inner = Buffer.concat([...more, ...all])
  const body = Buffer.concat([way.unsynchronised && version < 4 ? unsynchronised(inner) : inner, Buffer.alloc(way.padding)])
  const flags = (way.unsynchronised ? 0x80 : 0) | (extended ? 0x40 : 0) | (footer ? 0x10 : 0)
  const rest = Buffer.concat([Buffer.from([version, 0, flags]), safe(body.length)])
  return Buffer.concat([Buffer.from('ID3'), rest, body, ...(footer ? [Buffer.from('3DI'), rest] : [])])
}
