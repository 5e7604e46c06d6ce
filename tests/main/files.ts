/** Real audio files, as small as can be. */

/** An MPEG-1 layer III frame of silence: 128 kbit/s, 44.1 kHz, stereo; 417 bytes, 1152 samples. */
const frame = (body?: Buffer): Buffer => {
  const bytes = Buffer.alloc(417)
  bytes.set([0xff, 0xfb, 0x90, 0x00])
  body?.copy(bytes, 4 + 32)
  return bytes
}
export const frameSeconds = 1152 / 44_100

/** A text frame of ID3v2.3 in UTF-16. */
const text = (id: string, value: string): Buffer => {
  const body = Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(value, 'utf16le')])
  const head = Buffer.alloc(10)
  head.write(id, 0, 'latin1')
  head.writeUInt32BE(body.length, 4)
  return Buffer.concat([head, body])
}

function id3(tags: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.concat(Object.entries(tags).map(([id, value]) => text(id, value)))
  const size = body.length
  return Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, (size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127]), body])
}

/** An MP3 of so many frames. `xing` puts the header of an encoder before them, which tells how long the whole is. */
export function mp3(frames: number, { tags = {}, xing = null }: { tags?: Record<string, string>; xing?: 'Xing' | 'Info' | null } = {}): Buffer {
  const info = Buffer.alloc(16)
  if (xing) info.write(xing, 0, 'latin1')
  info.writeUInt32BE(3, 4)
  info.writeUInt32BE(frames, 8)
  info.writeUInt32BE((frames + 1) * 417, 12)
  const head = Object.keys(tags).length > 0 ? id3(tags) : Buffer.alloc(0)
  return Buffer.concat([head, ...(xing ? [frame(info)] : []), ...Array.from({ length: frames }, () => frame())])
}

/** A mono 8 kHz 8-bit WAV of silence. */
export function wav(seconds: number): Buffer {
  const data = Math.round(seconds * 8000)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(data, 40)
  return Buffer.concat([head, Buffer.alloc(data, 128)])
}
