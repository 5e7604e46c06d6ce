// Writes packets.json: packets of another encoder, and of ours for what that one never writes, with the hash of what another
// decoder makes of them (32 bits, interleaved). Needs ffmpeg. node tests/core/media/alac/make.mjs
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runnerImport } from 'vite'

const { configOf, encode } = (await runnerImport(join(import.meta.dirname, 'encoder.ts'))).module

const cases = {
  'mono, 16 bits': ['s16p', 1, 5000],
  'stereo, 16 bits': ['s16p', 2, 4400],
  'stereo, 24 bits': ['s32p', 2, 1500],
  '3 channels': ['s16p', 3, 700],
  '4 channels': ['s16p', 4, 700],
  '5 channels': ['s16p', 5, 700],
  '6 channels': ['s16p', 6, 700],
  '8 channels': ['s16p', 8, 700],
}
const layouts = { 1: 'mono', 2: 'stereo', 3: '3.0', 4: '4.0', 5: '5.0', 6: '5.1', 8: '7.1(wide)' }

const folder = mkdtempSync(join(tmpdir(), 'alac-'))
const ffmpeg = (...args) => execFileSync('ffmpeg', ['-v', 'error', '-y', ...args], { maxBuffer: 1 << 26 })
const made = {}
for (const [name, [format, channels, samples]] of Object.entries(cases)) {
  const tones = Array.from({ length: channels }, (_, c) => `0.2*sin(${200 + 90 * c}*t*6.2832)+0.004*(random(${c})-0.5)`).join('|')
  const file = join(folder, 'one.caf')
  ffmpeg('-f', 'lavfi', '-i', `aevalsrc=${tones}:s=44100:c=${layouts[channels]},atrim=end_sample=${samples}`, '-sample_fmt', format, '-c:a', 'alac', '-bitexact', file)
  const pcm = ffmpeg('-i', file, '-f', 's32le', '-')
  const caf = readFileSync(file)
  const chunks = {}
  for (let at = 8; at < caf.length;) {
    const size = Number(caf.readBigInt64BE(at + 4)), end = size < 0 ? caf.length : at + 12 + size
    chunks[caf.toString('latin1', at, at + 4)] = caf.subarray(at + 12, end)
    at = end
  }
  const packets = []
  for (let at = 24, from = 4; packets.length < Number(chunks.pakt.readBigInt64BE(0));) {
    let size = 0, byte
    do size = size * 128 + ((byte = chunks.pakt[at++]) & 127)
    while (byte & 128)
    packets.push(chunks.data.subarray(from, from += size).toString('base64'))
  }
  made[name] = { config: chunks.kuki.subarray(-24).toString('base64'), packets, sha256: createHash('sha256').update(pcm).digest('hex') }
}

const usual = { depth: 16, pb: 40, mb: 10, kb: 14, frame: 300, low: 0, raw: false, mix: 0, mixShift: 0, mode: 0, shift: 9, factor: 4, coefficients: [640, -190, 70, -30], filled: false }
const ours = {
  '20 bits': { depth: 20 },
  '20 bits, some apart': { depth: 20, low: 1 },
  '24 bits, uncompressed': { depth: 24, raw: true },
  '24 bits, two bytes apart': { depth: 24, low: 2 },
  '32 bits, two bytes apart': { depth: 32, low: 2 },
  '16 bits, uncompressed': { raw: true },
  'a pair mixed by three quarters': { mix: 3, mixShift: 2 },
  'eight coefficients': { coefficients: [500, -300, 200, -100, 50, -25, 12, -6] },
  'thirty coefficients': { coefficients: Array.from({ length: 30 }, (_, i) => (i % 2 ? -300 : 310) + i) },
  'no prediction': { coefficients: [] },
  'differences': { coefficients: Array.from({ length: 31 }, () => 0) },
  'predicted twice': { mode: 15 },
  'other codes': { pb: 80, mb: 30, kb: 6, factor: 2 },
  'a last packet that is shorter': { frame: 350 },
}
const chunk = (type, ...parts) => {
  const head = Buffer.alloc(12), body = Buffer.concat(parts)
  head.write(type, 'latin1')
  head.writeBigInt64BE(BigInt(body.length), 4)
  return Buffer.concat([head, body])
}
const numbers = (...all) => Buffer.concat(all.map(([bits, x]) => {
  const bytes = Buffer.alloc(bits / 8)
  if (bits === 64) bytes.writeBigInt64BE(BigInt(x))
  else bytes.writeInt32BE(x)
  return bytes
}))
for (const [name, options] of Object.entries(ours)) {
  const choice = { ...usual, ...options }
  // No more than 24 bits of each sample, which is what a float holds.
  const top = 2 ** (Math.min(choice.depth, 24) - 1)
  const sound = [0, 1].map((c) => Int32Array.from({ length: 300 }, (_, i) => (i > 120 && i < 180 ? 0 : Math.round(0.4 * top * Math.sin(i / (7 + 3 * c))) + ((i * 7919 * (c + 1)) % 61))))
  const packet = encode(sound, choice), config = configOf(choice, choice.frame, 2)
  const rate = Buffer.alloc(8)
  rate.writeDoubleBE(44100)
  const file = join(folder, 'ours.caf')
  writeFileSync(file, Buffer.concat([
    Buffer.from('caff\0\x01\0\0', 'latin1'),
    chunk('desc', rate, Buffer.from('alac'), numbers([32, [16, 20, 24, 32].indexOf(choice.depth) + 1], [32, 0], [32, choice.frame], [32, 2], [32, 0])),
    chunk('kuki', config),
    chunk('pakt', numbers([64, 1], [64, 300], [32, 0], [32, 0]), Buffer.from([0x80 | (packet.length >> 7), packet.length & 127])),
    chunk('data', numbers([32, 0]), packet),
  ]))
  const pcm = ffmpeg('-i', file, '-f', 's32le', '-')
  if (pcm.length !== 300 * 2 * 4) throw new Error(`${name}: ffmpeg decodes ${pcm.length} bytes`)
  made[name] = { config: Buffer.from(config).toString('base64'), packets: [Buffer.from(packet).toString('base64')], sha256: createHash('sha256').update(pcm).digest('hex') }
}
rmSync(folder, { recursive: true })
writeFileSync(join(import.meta.dirname, 'packets.json'), `${JSON.stringify(made, null, 1)}\n`)
