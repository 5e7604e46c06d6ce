import { boxAt, contentOf, type Stretch } from './boxes'
import { ascii, join, text, view } from './bytes'
import { aac, flac, mp3, opus, pcm, vorbis, laced, type Codec } from './codecs'
import { audioConfig } from './config'
import { alac } from './lossless'
import type { Source } from './media'

// What an MP4's sample description says about its sound.

/** Codings by their four letters that are not played. */
const OTHERS: Readonly<Record<string, string>> = {
  'ac-3': 'AC-3', 'ec-3': 'E-AC-3', 'ac-4': 'AC-4', dtsc: 'DTS', dtse: 'DTS', dtsh: 'DTS-HD', dtsl: 'DTS-HD', dtsx: 'DTS:X', mlpa: 'Dolby TrueHD', samr: 'AMR', sawb: 'AMR', sawp: 'AMR', sevc: 'EVRC', sqcp: 'QCELP', Qclp: 'QCELP',
  mha1: 'MPEG-H', mha2: 'MPEG-H', mhm1: 'MPEG-H', mhm2: 'MPEG-H', ima4: 'ADPCM', 'ms\0\x02': 'ADPCM', 'ms\0\x11': 'ADPCM', QDM2: 'QDesign Music', QDMC: 'QDesign Music', MAC3: 'MACE', MAC6: 'MACE', agsm: 'GSM', ulaw: 'µ-law', alaw: 'A-law', iamf: 'IAMF', spex: 'Speex', wma2: 'WMA', owma: 'WMA',
  drms: 'protected AAC', enca: 'protected AAC', aavd: 'protected Audible', fl64: 'PCM of 64 bits',
}
/** Object types of ISO 14496-1 and the registration authority, as an esds has them. */
const OBJECTS: Readonly<Record<number, string>> = { 0xa5: 'AC-3', 0xa6: 'E-AC-3', 0xa9: 'DTS', 0xaa: 'DTS-HD', 0xab: 'DTS-HD', 0xac: 'DTS-HD', 0xe1: 'QCELP' }
const AAC = new Set([0x40, 0x66, 0x67, 0x68]), MP3 = new Set([0x69, 0x6b]), VORBIS = 0xdd

const MOST = 1 << 20 // bytes of a description

/** @returns a coding that is not played as its name */
export async function codecOf(source: Source, entry: Stretch & { type: string }): Promise<(Codec & { preSkip?: number }) | string> {
  const bytes = await contentOf(source, entry, 64), data = view(bytes), other = OTHERS[entry.type] ?? entry.type.replaceAll(/[^\w .-]/g, ' ').trim()
  if (bytes.length < 28) return other
  const version = data.getUint16(8), v2 = version === 2 && bytes.length >= 64
  const channels = v2 ? data.getUint32(40) : data.getUint16(16), bits = v2 ? data.getUint32(48) : data.getUint16(18)
  const sampleRate = v2 ? data.getFloat64(32) : data.getUint16(24)
  // QuickTime's descriptions are longer; those of ISO with a version 1 are not, and have boxes at once.
  const after = version === 2 ? 36 : version === 1 && !/^[a-zA-Z]{4}$/.test(text(bytes, 32)) ? 16 : 0
  const inside = { at: entry.at + 28 + after, end: entry.end }, wave = await boxAt(source, inside, 'wave')
  const child = async (type: string) => contentOf(source, (await boxAt(source, inside, type)) ?? (await boxAt(source, wave, type)), MOST)
  const plain = (sound: Omit<Parameters<typeof pcm>[0], 'sampleRate' | 'channels'>) => pcm({ sampleRate, channels, ...sound }) ?? 'PCM of a rare kind'
  const little = async () => (await child('enda'))[1] === 1

  switch (entry.type) {
    case 'mp4a': return described(await child('esds'), sampleRate, channels)
    case '.mp3': case 'ms\0\x55': return sampleRate > 0 ? mp3(sampleRate, channels) : 'MP3 of a rare kind'
    case 'Opus': return opus(opusHead(await child('dOps'))) ?? 'Opus of a rare kind'
    case 'fLaC': return flac((await child('dfLa')).subarray(8)) ?? 'FLAC of a rare kind'
    case 'alac': return alac((await child('alac')).subarray(4)) ?? 'Apple Lossless of a rare kind'
    case 'twos': return plain({ bits, big: true, signed: true })
    case 'sowt': return plain({ bits, signed: true })
    case 'raw ': case 'NONE': return plain({ bits, big: true, signed: bits > 8 })
    case 'in24': return plain({ bits: 24, big: !(await little()) })
    case 'in32': return plain({ bits: 32, big: !(await little()) })
    case 'fl32': return plain({ bits: 32, float: true, big: !(await little()) })
    case 'lpcm': {
      const flags = v2 ? data.getUint32(52) : 0
      return plain({ bits, float: (flags & 1) !== 0, big: (flags & 2) !== 0, signed: (flags & 4) !== 0 })
    }
    case 'ipcm': case 'fpcm': {
      const own = await child('pcmC')
      return plain({ bits: own[5] ?? bits, float: entry.type === 'fpcm', big: (own[4]! & 1) === 0, signed: true })
    }
    default: return other
  }
}

/** What an ES descriptor holds: ISO 14496-1, 7.2.6.5; lengths are 7 bits a byte. */
function described(esds: Uint8Array, sampleRate: number, channels: number): Codec | string {
  let at = 4
  const descriptor = (tag: number, skip: number): number | undefined => {
    if (esds[at++] !== tag) return undefined
    let size = 0
    for (let i = 0, byte = 0x80; i < 4 && byte & 0x80; i++) size = (size << 7) | ((byte = esds[at++] ?? 0) & 0x7f)
    at += skip
    return size
  }
  descriptor(3, 2)
  const flags = esds[at++] ?? 0
  at += (flags & 0x80 ? 2 : 0) + (flags & 0x40 ? 1 + (esds[at] ?? 0) : 0) + (flags & 0x20 ? 2 : 0)
  if (descriptor(4, 0) === undefined) return 'AAC of a rare kind'
  const object = esds[at] ?? 0
  at += 13
  if (MP3.has(object) && sampleRate > 0) return mp3(sampleRate, channels)
  const size = descriptor(5, 0)
  if (object === VORBIS && size !== undefined) return vorbis(laced(esds.slice(at, at + size))) ?? 'Vorbis of a rare kind'
  if (!AAC.has(object)) return OBJECTS[object] ?? 'MPEG-4 sound of a rare kind'
  const config = size === undefined ? 'AAC of a rare kind' : audioConfig(esds.subarray(at, at + size))
  return typeof config === 'string' ? config : aac(config)
}

/** OpusSpecificBox to OpusHead: the same in the other order of bytes ("Encapsulation of Opus in ISO Base Media File Format", 4.3.2). */
function opusHead(box: Uint8Array): Uint8Array {
  if (box.length < 11) return box
  const own = join(ascii('OpusHead'), box), from = view(box), to = view(own)
  own[8] = 1
  to.setUint16(10, from.getUint16(2), true)
  to.setUint32(12, from.getUint32(4), true)
  to.setUint16(16, from.getUint16(8), true)
  return own
}
