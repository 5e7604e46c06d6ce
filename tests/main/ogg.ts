/** Vorbis comments of a vendor and these texts. */
export function comments(...texts: readonly string[]): Buffer {
  const parts = ['vendor', texts.length, ...texts].map((one) => {
    const length = Buffer.alloc(4)
    const text = Buffer.from(typeof one === 'number' ? '' : one)
    length.writeUInt32LE(typeof one === 'number' ? one : text.length)
    return Buffer.concat([length, text])
  })
  return Buffer.concat(parts)
}

/** How the first two packets of a stream begin, by its codec. */
export const codecs = {
  vorbis: ['\x01vorbis', '\x03vorbis'],
  opus: ['OpusHead', 'OpusTags'],
  flac: ['\x7fFLAC\x01\x00\x00\x01fLaC', '\x84\x00\x00\x00'],
  skeleton: ['fishead\0', 'fisbone\0'],
} as const

/** The pages of a packet of a stream. */
function pages(serial: number, first: boolean, packet: Buffer): readonly Buffer[] {
  const sizes = [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255]
  const all: Buffer[] = []
  for (let from = 0; from < sizes.length; from += 255) {
    const lacing = sizes.slice(from, from + 255)
    const head = Buffer.alloc(27)
    head.write('OggS')
    head[5] = first ? 2 : from > 0 ? 1 : 0
    head.writeUInt32LE(serial, 14)
    head[26] = lacing.length
    const body = packet.subarray(255 * from, 255 * from + lacing.reduce((sum, one) => sum + one, 0))
    all.push(Buffer.concat([head, Buffer.from(lacing), body]))
  }
  return all
}

/** The headers of an Ogg file of these streams: the first packets of all, then the second ones, a page of each in turn. */
export function ogg(...streams: readonly (readonly [codec: keyof typeof codecs, comments: Buffer])[]): Buffer {
  const firsts = streams.flatMap(([codec], serial) => pages(serial, true, Buffer.concat([Buffer.from(codecs[codec][0], 'latin1'), Buffer.alloc(30)])))
  const seconds = streams.map(([codec, texts], serial) => pages(serial, false, Buffer.concat([Buffer.from(codecs[codec][1], 'latin1'), texts, Buffer.from([1])])))
  const longest = Math.max(...seconds.map(({ length }) => length))
  return Buffer.concat([...firsts, ...Array.from({ length: longest }, (_, i) => seconds.flatMap((one) => one[i] ?? [])).flat()])
}
