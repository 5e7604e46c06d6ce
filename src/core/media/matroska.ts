import { AAC_RATES } from './aac'
import { buffered, join } from './bytes'
import { aac, flac, HEAD, mp3, opus, pcm, vorbis, laced, xiph, type Codec } from './codecs'
import { audioConfig } from './config'
import { element, elements, float, LONGEST, number, signed, unsigned, word, type Element } from './ebml'
import { alac } from './lossless'
import type { Opener, Source } from './media'
import { packetList, packetMedia } from './packets'

// Matroska and WebM (RFC 9559).

const ID = {
  head: 0x1a45dfa3, segment: 0x18538067, info: 0x1549a966, tracks: 0x1654ae6b, cluster: 0x1f43b675, group: 0xa0, block: 0xa1, simple: 0xa3, discard: 0x75a2,
  scale: 0x2ad7b1, duration: 0x4489, entry: 0xae, number: 0xd7, kind: 0x83, codec: 0x86, own: 0x63a2, delay: 0x56aa, audio: 0xe1, rate: 0xb5, channels: 0x9f, bits: 0x6264,
  encodings: 0x6d80, encoding: 0x6240, encrypted: 0x5035, compression: 0x5034, algorithm: 0x4254, settings: 0x4255,
} as const
/** What is walked through and not jumped over, so that none of them needs to know its size. */
const OPEN = new Set<number>([ID.segment, ID.cluster, ID.group])

const STEP = 1 << 15, TABLE = 1 << 18 // bytes
const FILM = 1 << 28 // bytes
const MOST = 1 << 22 // bytes of Info or Tracks
const ELEMENTS = 1 << 23 // of a file
const AUDIO = 2, STRIPPED = 3

interface Track {
  readonly number: number
  readonly codec: Codec
  /** Samples of the encoder's delay. */
  readonly delay: number
  /** What each of its packets begins with, and no block repeats. */
  readonly stripped: Uint8Array
}

/** The first sound of a Matroska or WebM file that can be played. */
export const matroska: Opener = async (file, head) => {
  if (element(head, 0)?.id !== ID.head) return undefined
  const source = buffered(file, STEP, head)
  let track: (Track & { alone: boolean }) | string | undefined, seconds = 0, first = -1, whole = true
  for await (const one of walk(source, 0)) {
    if (one.id === ID.segment) whole = one.end === Infinity || one.end <= file.size
    if (one.id === ID.cluster) {
      first = one.at
      break
    }
    if (one.id === ID.info) seconds = durationOf(await source.read(one.at, Math.min(one.end, one.at + MOST)))
    if (one.id === ID.tracks) track = trackOf(await source.read(one.at, Math.min(one.end, one.at + MOST)))
  }
  if (typeof track === 'string') return { container: 'matroska', unplayable: track }
  if (!track || first < 0) return { container: 'matroska', unplayable: 'film without sound' }
  const { codec, delay } = track, found = track
  const table = async () => {
    const { list, discarded } = await listed(buffered(file, TABLE), first, found)
    return { packets: list.packets(), heard: [{ from: Math.min(delay, list.end), to: Math.max(Math.min(delay, list.end), list.end - discarded) }] }
  }
  // The duration is that of what lasts longest, maybe of pictures: then the sound's own is counted, where that is no matter of seconds.
  const known = whole && seconds > 0 && (found.alone || file.size > FILM)
  const told = known ? [{ from: 0, to: Math.max(1, Math.round(seconds * codec.sampleRate) - delay) }] : undefined
  return packetMedia('matroska', file, codec, table, told, told === undefined)
}

/** All elements from a place on, one after another: those that hold others, and then what they hold. */
async function* walk(source: Source, from: number): AsyncGenerator<Element> {
  for (let at = from, count = 0; at < source.size && count < ELEMENTS; count++) {
    const one = element(await source.read(at, at + LONGEST), at)
    if (!one) return
    yield one
    at = OPEN.has(one.id) ? one.at : one.end
  }
}

/** Seconds; 0 where it says nothing. */
function durationOf(info: Uint8Array): number {
  let scale = 1_000_000, duration = 0
  for (const { id, content } of elements(info)) {
    if (id === ID.scale) scale = unsigned(content)
    if (id === ID.duration) duration = float(content)
  }
  return Number.isFinite(duration) && duration > 0 ? (duration * scale) / 1e9 : 0
}

/** @returns a coding that is not played as its name */
function trackOf(tracks: Uint8Array): (Track & { alone: boolean }) | string | undefined {
  let other: string | undefined
  const all = [...elements(tracks)].filter(({ id }) => id === ID.entry)
  for (const { content } of all) {
    const track = entry(content)
    if (typeof track === 'object') return { ...track, alone: all.length === 1 }
    other ??= track
  }
  return other
}

function entry(bytes: Uint8Array): Track | string | undefined {
  const found = new Map([...elements(bytes)].map(({ id, content }) => [id, content]))
  const value = (id: number, of = found) => unsigned(of.get(id) ?? new Uint8Array(0))
  if (value(ID.kind) !== AUDIO) return undefined
  const audio = new Map([...elements(found.get(ID.audio) ?? new Uint8Array(0))].map(({ id, content }) => [id, content]))
  const sampleRate = Math.round(audio.has(ID.rate) ? float(audio.get(ID.rate)!) : 8000), channels = value(ID.channels, audio) || 1
  const name = word(found.get(ID.codec) ?? new Uint8Array(0)), stripped = strippedOf(found.get(ID.encodings))
  if (!stripped) return 'sound that is compressed twice, or protected,'
  const codec = codecOf(name, found.get(ID.own) ?? new Uint8Array(0), { sampleRate, channels, bits: value(ID.bits, audio) })
  if (typeof codec === 'string') return codec
  const delay = found.has(ID.delay) ? Math.round((value(ID.delay) * codec.sampleRate) / 1e9) : (codec.preSkip ?? 0)
  const wrap: Codec['wrap'] = (packets) => codec.wrap(packets.map((packet) => join(stripped, packet)))
  return { number: value(ID.number), codec: stripped.length > 0 ? { ...codec, wrap } : codec, delay, stripped }
}

/** Header stripping is the one encoding that is in use; undefined: another. */
function strippedOf(encodings: Uint8Array | undefined): Uint8Array | undefined {
  let stripped = new Uint8Array(0)
  for (const { id, content } of elements(encodings ?? stripped)) {
    if (id !== ID.encoding) continue
    for (const inner of elements(content)) {
      if (inner.id === ID.encrypted) return undefined
      if (inner.id !== ID.compression) continue
      const own = new Map([...elements(inner.content)].map(({ id, content }) => [id, content]))
      if (unsigned(own.get(ID.algorithm) ?? new Uint8Array(0)) !== STRIPPED) return undefined
      stripped = Uint8Array.from(own.get(ID.settings) ?? [])
    }
  }
  return stripped
}

/** Codings by how their name begins that are not played. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['A_AC3', 'AC-3'], ['A_EAC3', 'E-AC-3'], ['A_AC4', 'AC-4'], ['A_DTS', 'DTS'], ['A_TRUEHD', 'Dolby TrueHD'], ['A_MLP', 'MLP'], ['A_MPEG/L1', 'MP1'], ['A_MPEG/L2', 'MP2'], ['A_MPC', 'Musepack'], ['A_REAL', 'RealAudio'],
  ['A_WAVPACK4', 'WavPack'], ['A_TTA1', 'TTA'], ['A_MS/ACM', 'a Windows coding'], ['A_QUICKTIME', 'a QuickTime coding'], ['A_ATRAC', 'ATRAC'], ['A_PCM', 'PCM of a rare kind'],
]

function codecOf(name: string, own: Uint8Array, sound: { sampleRate: number; channels: number; bits: number }): (Codec & { preSkip?: number }) | string {
  const { sampleRate, channels } = sound, other = OTHERS.find(([begins]) => name.startsWith(begins))?.[1] ?? name.replace(/^A_/, '').replaceAll(/[^\w .-]/g, ' ')
  if (name === 'A_OPUS') return opus(own) ?? 'Opus of a rare kind'
  if (name === 'A_VORBIS') return vorbis(laced(own)) ?? 'Vorbis of a rare kind'
  if (name === 'A_FLAC') return flac(own.subarray(8)) ?? 'FLAC of a rare kind'
  if (name === 'A_ALAC') return alac(own) ?? 'Apple Lossless of a rare kind'
  if (name === 'A_MPEG/L3' && sampleRate > 0) return mp3(sampleRate, channels)
  if (name === 'A_PCM/INT/LIT') return pcm(sound) ?? other
  if (name === 'A_PCM/INT/BIG') return pcm({ ...sound, big: true }) ?? other
  if (name === 'A_PCM/FLOAT/IEEE') return pcm({ ...sound, float: true }) ?? other
  if (!name.startsWith('A_AAC')) return other
  // Old names tell what later files have as a configuration.
  const rate = name.endsWith('/SBR') ? sampleRate / 2 : sampleRate, object = name.includes('/MAIN') ? 1 : name.includes('/LTP') ? 4 : 2
  const index = AAC_RATES.indexOf(rate), config = audioConfig(own.length >= 2 || index < 0 ? own : new Uint8Array([(object << 3) | (index >> 1), ((index & 1) << 7) | (channels << 3)]))
  return typeof config === 'string' ? config : aac(config)
}

/** Lists a track's packets from a place on, and how many samples of the last one are not heard. */
async function listed(source: Source, from: number, { number: own, codec, stripped }: Track) {
  const list = packetList(source.size), samples = codec.count()
  let discarded = 0
  for await (const one of walk(source, from)) {
    if (one.id === ID.discard) discarded = Math.max(0, Math.round((signed(await source.read(one.at, Math.min(one.end, one.at + 8))) * codec.sampleRate) / 1e9))
    if (one.id !== ID.block && one.id !== ID.simple) continue
    const head = await source.read(one.at, one.at + 16), track = number(head, 0)
    if (track?.value !== own) continue
    discarded = 0
    let at = one.at + track.at + 3
    const lacing = (head[track.at + 2]! >> 1) & 3
    let sizes = [one.end - at]
    if (lacing > 0) {
      const lace = await source.read(at, Math.min(one.end, at + LACE)), found = lengths(lace, lacing, one.end - at)
      if (!found) continue
      sizes = found.sizes
      at += found.at
    }
    for (const size of sizes) {
      const begin = at
      at += size
      if (!list.push(begin, size, samples(join(stripped, await source.read(begin, begin + Math.min(HEAD, size))), size + stripped.length))) return { list, discarded }
    }
  }
  return { list, discarded }
}

const XIPH = 1, FIXED = 2, LACE = 1 << 14 // bytes

/** The sizes of the packets in a block (RFC 9559, 10.3), and where the first begins; undefined: they do not fit in it. */
function lengths(lace: Uint8Array, lacing: number, whole: number): { sizes: number[]; at: number } | undefined {
  const count = (lace[0] ?? 0) + 1, sizes: number[] = []
  let at = 1
  if (lacing === FIXED) return { sizes: Array<number>(count).fill(Math.floor((whole - 1) / count)), at }
  for (let i = 0; i + 1 < count; i++) {
    if (lacing === XIPH) {
      sizes.push(xiph(lace, () => at++))
      continue
    }
    const length = number(lace, at), before = sizes.at(-1)
    if (!length) return undefined
    sizes.push(before === undefined ? length.value : before + length.value - (2 ** (7 * (length.at - at) - 1) - 1))
    at = length.at
  }
  const last = whole - at - sizes.reduce((sum, size) => sum + size, 0)
  return last >= 0 && sizes.every((size) => size >= 0) ? { sizes: [...sizes, last], at } : undefined
}
