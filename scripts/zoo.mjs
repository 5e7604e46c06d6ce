// Makes the zoo of tests/zoo: small files of every encoder, container, rate and gapless kind that people have, with the length that
// ffmpeg decodes of each. Needs ffmpeg, lame, twolame, flac, opus-tools, vorbis-tools, sox and mkvtoolnix, which the tests do not.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from './place.mjs'

const folder = path.join(root, 'tests', 'zoo')
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-zoo-'))
const at = (/** @type {string} */ name) => path.join(folder, name)
const temporary = (/** @type {string} */ name) => path.join(work, name)
const run = (/** @type {string} */ program, /** @type {string[]} */ args, options = {}) => execFileSync(program, args, { stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 1 << 28, ...options })
const ffmpeg = (/** @type {string[]} */ ...args) => run('ffmpeg', ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', '-bitexact', ...args])
const bytes = (/** @type {string} */ file) => fs.readFileSync(file)
const write = (/** @type {string} */ name, /** @type {Uint8Array[]} */ ...parts) => fs.writeFileSync(at(name), Buffer.concat(parts))

/** Seconds of sound in a file: enough for several pieces of a small budget. */
const SECONDS = 1.1
/** Music, so that encoders do what they do to music: from the middle of a demo track. */
const song = temporary('song.wav')
ffmpeg('-ss', '40', '-t', '4', '-i', path.join(root, 'resources', 'demo', 'bell-to-bell.mp3'), '-ar', '44100', '-ac', '2', song)
/** @param {number} rate @param {number} channels @param {string} [codec] @returns {string} the name of a WAV of the music */
function wave(rate, channels, codec = 'pcm_s16le', seconds = SECONDS, from = 0) {
  const name = temporary(`w-${rate}-${channels}-${codec}-${seconds}-${from}.wav`)
  if (!fs.existsSync(name)) ffmpeg('-ss', String(from), '-t', String(seconds), '-i', song, '-ar', String(rate), '-ac', String(channels), '-c:a', codec, name)
  return name
}
const stereo = wave(44100, 2)

fs.rmSync(folder, { recursive: true, force: true })
fs.mkdirSync(folder, { recursive: true })

// MP3, by LAME and by ffmpeg.
for (const rate of [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000]) run('lame', ['--quiet', '-b', rate < 16000 ? '24' : '64', wave(rate, 1), at(`mp3-${rate}.mp3`)])
for (const kbps of [96, 192, 320]) run('lame', ['--quiet', '-b', String(kbps), stereo, at(`mp3-cbr-${kbps}.mp3`)])
for (const quality of [0, 4, 9]) run('lame', ['--quiet', `-V${quality}`, stereo, at(`mp3-vbr-${quality}.mp3`)])
run('lame', ['--quiet', '--abr', '110', stereo, at('mp3-abr.mp3')])
run('lame', ['--quiet', '-m', 's', '-b', '128', stereo, at('mp3-plain-stereo.mp3')])
run('lame', ['--quiet', '-V4', '-t', stereo, at('mp3-vbr-no-header.mp3')])
run('lame', ['--quiet', '-b', '128', '-t', stereo, at('mp3-cbr-no-header.mp3')])
run('lame', ['--quiet', '-b', '128', '--nores', stereo, at('mp3-no-reservoir.mp3')])
run('lame', ['--quiet', '-b', '128', '-p', stereo, at('mp3-checksums.mp3')])
ffmpeg('-i', stereo, '-c:a', 'libmp3lame', '-q:a', '3', at('mp3-ffmpeg.mp3'))
ffmpeg('-i', stereo, '-c:a', 'libmp3lame', '-b:a', '128k', '-write_xing', '0', at('mp3-ffmpeg-no-xing.mp3'))
run('sox', [stereo, '-C', '128', at('mp3-sox.mp3')])
const mp3 = bytes(at('mp3-cbr-96.mp3'))
const vbr = bytes(at('mp3-vbr-4.mp3'))
const syncsafe = (/** @type {number} */ n) => [(n >> 21) & 127, (n >> 14) & 127, (n >> 7) & 127, n & 127]
/** An ID3v2 tag with a title, and so much padding. */
const tag = (/** @type {number} */ version, padding = 0, footer = false) => {
  const title = Buffer.from('\0A title', 'latin1')
  const frame = Buffer.concat([Buffer.from('TIT2'), Buffer.from(version === 4 ? syncsafe(title.length) : [0, 0, 0, title.length]), Buffer.from([0, 0]), title])
  const head = (/** @type {string} */ word) => Buffer.from([...Buffer.from(word), version, 0, footer ? 0x10 : 0, ...syncsafe(frame.length + padding)])
  return Buffer.concat([head('ID3'), frame, Buffer.alloc(padding), ...(footer ? [head('3DI')] : [])])
}
const endTag = Buffer.concat([Buffer.from('TAGA title'), Buffer.alloc(118)])
const ape = (() => {
  const item = Buffer.concat([Buffer.from([7, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('Title\0A title')])
  const block = (/** @type {number} */ flags) => {
    const head = Buffer.alloc(32)
    head.write('APETAGEX')
    head.writeUInt32LE(2000, 8)
    head.writeUInt32LE(item.length + 32, 12)
    head.writeUInt32LE(1, 16)
    head.writeUInt32LE(flags, 20)
    return head
  }
  return Buffer.concat([block(0xa0000000), item, block(0x80000000)])
})()
write('mp3-id3v23.mp3', tag(3, 500), mp3)
write('mp3-id3v24-footer.mp3', tag(4, 0, true), mp3)
write('mp3-two-tags.mp3', tag(3), tag(4, 100), mp3)
write('mp3-padding-beyond.mp3', tag(3), Buffer.alloc(5000), mp3)
write('mp3-tags-at-the-end.mp3', mp3, ape, endTag)
write('mp3-tag-in-front-and-behind.mp3', tag(4), mp3, tag(3, 200), endTag)
write('mp3-joined.mp3', mp3, mp3)
write('mp3-joined-vbr.mp3', vbr, vbr)
write('mp3-cut.mp3', mp3.subarray(0, Math.floor(mp3.length * 0.6) + 13))
write('mp3-vbr-cut.mp3', vbr.subarray(0, Math.floor(vbr.length * 0.6) + 13))
write('mp3-garbage-in-front.mp3', Buffer.alloc(3000, 0x55), mp3)
write('mp3-named.m4a', mp3)
write('mp3-named.wav', mp3)
for (const [name, offset, value] of /** @type {const} */ ([['no-flags', 4, 0], ['zero-frames', 8, 0]])) {
  const changed = Buffer.from(vbr)
  changed.writeUInt32BE(value, Math.max(vbr.indexOf('Xing'), vbr.indexOf('Info')) + offset)
  write(`mp3-xing-${name}.mp3`, changed)
}
run('twolame', ['--quiet', '-b', '192', stereo, temporary('layer2.mp2')])
write('unplayable-mp2.mp2', bytes(temporary('layer2.mp2')))
write('unplayable-mp2-named.mp3', bytes(temporary('layer2.mp2')))

// AAC as a stream of its own.
for (const rate of [8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000]) ffmpeg('-i', wave(rate, 1), '-c:a', 'aac', '-b:a', '48k', at(`aac-${rate}.aac`))
ffmpeg('-i', stereo, '-c:a', 'aac', '-b:a', '96k', at('aac-stereo.aac'))
ffmpeg('-i', wave(48000, 6), '-c:a', 'aac', '-b:a', '160k', at('aac-surround.aac'))
write('aac-id3.aac', tag(3, 100), bytes(at('aac-stereo.aac')))
write('aac-cut.aac', bytes(at('aac-stereo.aac')).subarray(0, 9001))

// MP4.
const aac = ['-c:a', 'aac', '-b:a', '96k']
for (const rate of [16000, 22050, 24000, 32000, 48000]) ffmpeg('-i', wave(rate, 1), '-c:a', 'aac', '-b:a', '48k', at(`m4a-${rate}.m4a`))
ffmpeg('-i', stereo, ...aac, at('m4a-edit-list.m4a'))
ffmpeg('-i', stereo, ...aac, '-movflags', '+faststart', at('m4a-faststart.m4a'))
ffmpeg('-i', stereo, ...aac, '-use_editlist', '0', at('m4a-no-edit-list.m4a'))
ffmpeg('-i', stereo, ...aac, '-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-frag_duration', '300000', '-f', 'mp4', at('m4a-fragmented.m4a'))
ffmpeg('-i', stereo, ...aac, '-movflags', '+dash+delay_moov', '-frag_duration', '300000', '-f', 'mp4', at('m4a-dash.m4a'))
ffmpeg('-i', stereo, ...aac, '-f', 'mp4', at('m4b-book.m4b'))
ffmpeg('-i', stereo, ...aac, '-f', 'mov', at('mp4-quicktime.mp4'))
ffmpeg('-f', 'lavfi', '-i', `testsrc=size=64x48:rate=10:duration=${SECONDS}`, '-i', stereo, '-c:v', 'mpeg4', '-b:v', '40k', ...aac, at('mp4-with-pictures.mp4'))
ffmpeg('-i', wave(48000, 6), '-c:a', 'aac', '-b:a', '160k', at('m4a-surround.m4a'))
ffmpeg('-i', stereo, '-c:a', 'libmp3lame', '-b:a', '96k', '-f', 'mp4', at('mp4-mp3.mp4'))
ffmpeg('-i', wave(48000, 2), '-c:a', 'libopus', '-b:a', '64k', '-f', 'mp4', at('mp4-opus.mp4'))
ffmpeg('-i', wave(44100, 1), '-c:a', 'flac', '-strict', '-2', '-f', 'mp4', at('mp4-flac.mp4'))
for (const [name, codec] of [['ac3', 'ac3'], ['eac3', 'eac3']]) ffmpeg('-i', wave(48000, 2), '-c:a', codec, '-b:a', '96k', '-f', 'mp4', at(`unplayable-${name}.m4a`))
for (const [name, rate, channels, format] of /** @type {const} */ ([['16', 44100, 2, 's16p'], ['24', 48000, 2, 's32p'], ['mono', 44100, 1, 's16p'], ['surround', 48000, 6, 's16p'], ['high', 96000, 2, 's32p']])) {
  const seconds = channels > 2 || rate > 48000 ? 0.4 : 0.8
  ffmpeg('-i', wave(rate, channels, 'pcm_s24le', seconds), '-c:a', 'alac', '-sample_fmt', format, at(`alac-${name}.m4a`))
}
/** A box of an MP4. */
const box = (/** @type {string} */ type, /** @type {Uint8Array[]} */ ...parts) => {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}
/** Gapless data as iTunes writes them, into a file whose movie box comes last. */
function gapless(/** @type {Buffer} */ file, /** @type {number} */ priming, /** @type {number} */ padding, /** @type {number} */ length) {
  const hex = (/** @type {number} */ n, digits = 8) => n.toString(16).toUpperCase().padStart(digits, '0')
  const words = ` 00000000 ${hex(priming)} ${hex(padding)} ${hex(length, 16)}${' 00000000'.repeat(8)}`
  const free = box('----', box('mean', Buffer.alloc(4), Buffer.from('com.apple.iTunes')), box('name', Buffer.alloc(4), Buffer.from('iTunSMPB')), box('data', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]), Buffer.from(words)))
  const handler = box('hdlr', Buffer.alloc(8), Buffer.from('mdirappl'), Buffer.alloc(9))
  const data = box('udta', box('meta', Buffer.alloc(4), handler, box('ilst', free)))
  const moov = file.lastIndexOf('moov') - 4
  const head = Buffer.alloc(4)
  head.writeUInt32BE(file.readUInt32BE(moov) + data.length)
  return Buffer.concat([file.subarray(0, moov), head, file.subarray(moov + 4), data])
}
ffmpeg('-i', stereo, ...aac, '-map_metadata', '-1', '-use_editlist', '0', temporary('bare.m4a'))
const samples = Math.round(SECONDS * 44100)
const frames = Math.ceil((samples + 1024) / 1024)
write('m4a-itunes.m4a', gapless(bytes(temporary('bare.m4a')), 1024, frames * 1024 - samples - 1024, samples))
write('m4a-itunes-and-edit-list.m4a', gapless(bytes(at('m4a-edit-list.m4a')), 1024, frames * 1024 - samples - 1024, samples))
write('m4a-named.mp3', bytes(at('m4a-edit-list.m4a')))
write('m4a-cut.m4a', bytes(at('m4a-faststart.m4a')).subarray(0, 9001))

// Vorbis, Opus and FLAC in Ogg.
for (const quality of [-1, 3, 8]) run('oggenc', ['--quiet', '-q', String(quality), '-s', '1', stereo, '-o', at(`vorbis-${quality}.ogg`)])
for (const rate of [8000, 22050, 48000]) run('oggenc', ['--quiet', '-s', '2', wave(rate, 1), '-o', at(`vorbis-${rate}.ogg`)])
run('oggenc', ['--quiet', '-s', '3', wave(48000, 6), '-o', at('vorbis-surround.ogg')])
ffmpeg('-i', stereo, '-c:a', 'libvorbis', '-q:a', '2', at('vorbis-ffmpeg.oga'))
const opus = (/** @type {string} */ name, /** @type {string[]} */ args, input = stereo) => run('opusenc', ['--quiet', '--serial', '7', ...args, input, at(name)])
for (const length of ['2.5', '5', '20', '60']) opus(`opus-${length}.opus`, ['--bitrate', '64', '--framesize', length])
opus('opus-mono.opus', ['--bitrate', '32'], wave(48000, 1))
opus('opus-surround.opus', ['--bitrate', '160'], wave(48000, 6))
opus('opus-speech.opus', ['--bitrate', '16', '--speech'], wave(16000, 1))
ffmpeg('-i', wave(48000, 2), '-c:a', 'libopus', '-b:a', '64k', '-f', 'ogg', at('opus-ffmpeg.ogg'))
run('oggenc', ['--quiet', '-s', '4', wave(44100, 2, 'pcm_s16le', 0.5, 1.2), '-o', temporary('second.ogg')])
run('oggenc', ['--quiet', '-s', '5', wave(48000, 1, 'pcm_s16le', 0.5, 1.2), '-o', temporary('other.ogg')])
opus('../../tests/zoo/opus-second.opus', ['--bitrate', '64', '--serial', '8'], wave(44100, 2, 'pcm_s16le', 0.5, 1.2))
write('vorbis-chained.ogg', bytes(at('vorbis-3.ogg')), bytes(temporary('second.ogg')))
write('opus-chained.opus', bytes(at('opus-20.opus')), bytes(at('opus-second.opus')))
write('vorbis-cut.ogg', bytes(at('vorbis-8.ogg')).subarray(0, 20_001))
write('opus-named.ogg', bytes(at('opus-20.opus')))
write('vorbis-id3v1.ogg', bytes(at('vorbis-3.ogg')), endTag)
ffmpeg('-i', wave(44100, 1), '-c:a', 'flac', '-f', 'ogg', at('ogg-flac.ogg'))
ffmpeg('-i', wave(44100, 1), '-c:a', 'flac', '-f', 'ogg', at('ogg-flac.oga'))
ffmpeg('-i', wave(16000, 1), '-c:a', 'libspeex', '-f', 'ogg', at('unplayable-speex.ogg'))

// FLAC.
for (const [rate, channels, seconds] of [[8000, 1, 1], [22050, 1, 1], [44100, 2, 0.5], [48000, 6, 0.2], [48000, 8, 0.15], [96000, 2, 0.25], [192000, 1, 0.25]]) run('flac', ['--totally-silent', '--no-padding', '-o', at(`flac-${rate}-${channels}.flac`), wave(rate, channels, 'pcm_s16le', seconds)])
run('flac', ['--totally-silent', '--no-padding', '-8', '-o', at('flac-24.flac'), wave(44100, 1, 'pcm_s24le', 0.5)])
run('flac', ['--totally-silent', '--no-padding', '-0', '-o', at('flac-fast.flac'), wave(44100, 1, 'pcm_s16le', 0.7)])
const short = wave(44100, 1, 'pcm_s16le', 0.7)
fs.writeFileSync(at('flac-piped.flac'), run('flac', ['--totally-silent', '--no-padding', '-c', '-'], { input: bytes(short) }))
fs.writeFileSync(at('flac-ffmpeg-piped.flac'), run('ffmpeg', ['-nostdin', '-loglevel', 'error', '-bitexact', '-i', short, '-c:a', 'flac', '-f', 'flac', '-']))
ffmpeg('-i', short, '-c:a', 'flac', '-frame_size', '576', at('flac-short-frames.flac'))
ffmpeg('-i', wave(384000, 1, 'pcm_s24le', 0.1), '-c:a', 'flac', at('flac-384000.flac'))
const flac = bytes(at('flac-fast.flac'))
write('flac-id3.flac', tag(4, 50), flac)
write('flac-id3v1.flac', flac, endTag)
write('flac-cut.flac', flac.subarray(0, Math.floor(flac.length * 0.6)))
write('flac-named.wav', flac)

// WAV.
const little = wave(22050, 1, 'pcm_s16le', 0.5)
for (const codec of ['pcm_u8', 'pcm_s16le', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le', 'pcm_f64le', 'pcm_alaw', 'pcm_mulaw']) ffmpeg('-i', little, '-c:a', codec, at(`wav-${codec.slice(4)}.wav`))
for (const rate of [8000, 11025, 44100, 48000, 96000, 192000, 352800]) ffmpeg('-i', wave(rate, 1, 'pcm_s16le', Math.min(0.5, 20_000 / rate)), at(`wav-${rate}.wav`))
ffmpeg('-i', wave(48000, 6, 'pcm_s16le', 0.1), at('wav-surround.wav'))
ffmpeg('-i', little, '-rf64', 'always', at('wav-rf64.wav'))
ffmpeg('-i', little, '-f', 'w64', at('wav-w64.w64'))
fs.writeFileSync(at('wav-piped.wav'), run('ffmpeg', ['-nostdin', '-loglevel', 'error', '-bitexact', '-i', little, '-f', 'wav', '-']))
for (const codec of ['adpcm_ms', 'adpcm_ima_wav']) ffmpeg('-i', little, '-c:a', codec, at(`unplayable-${codec}.wav`))
ffmpeg('-i', little, '-c:a', 'libmp3lame', '-b:a', '48k', '-f', 'wav', at('wav-mp3.wav'))
const wav = bytes(at('wav-s16le.wav'))
const data = wav.indexOf('data')
const resized = (/** @type {number} */ size) => {
  const changed = Buffer.from(wav)
  changed.writeUInt32LE(size, data + 4)
  return changed
}
write('wav-data-zero.wav', resized(0))
write('wav-data-huge.wav', resized(0x7ffff000))
write('wav-cut.wav', wav.subarray(0, 9001))
const junk = Buffer.alloc(8 + 70_000)
junk.write('JUNK')
junk.writeUInt32LE(70_000, 4)
write('wav-junk.wav', wav.subarray(0, 12), junk, wav.subarray(12))

// Matroska and WebM.
const matroska = (/** @type {string} */ name, /** @type {string[]} */ args, input = stereo) => ffmpeg('-i', input, ...args, at(name))
matroska('webm-opus.webm', ['-c:a', 'libopus', '-b:a', '64k'], wave(48000, 2))
matroska('webm-vorbis.webm', ['-c:a', 'libvorbis', '-q:a', '2'])
matroska('webm-live.webm', ['-c:a', 'libopus', '-b:a', '64k', '-live', '1', '-cluster_time_limit', '300'], wave(48000, 2))
matroska('mka-aac.mka', aac)
matroska('mka-mp3.mka', ['-c:a', 'libmp3lame', '-b:a', '96k'])
matroska('mka-opus.mka', ['-c:a', 'libopus', '-b:a', '64k'], wave(48000, 2))
matroska('mka-vorbis.mka', ['-c:a', 'libvorbis', '-q:a', '2'])
matroska('mka-flac.mka', ['-c:a', 'flac'], wave(44100, 1, 'pcm_s16le', 0.7))
matroska('mka-alac.mka', ['-c:a', 'alac'], wave(44100, 1, 'pcm_s16le', 0.7))
matroska('mka-pcm.mka', ['-c:a', 'pcm_s16le'], little)
matroska('unplayable-ac3.mka', ['-c:a', 'ac3', '-b:a', '96k'], wave(48000, 2))
run('mkvmerge', ['--quiet', '--deterministic', '7', '-o', at('mka-mkvmerge-mp3.mka'), at('mp3-cbr-96.mp3')])
run('mkvmerge', ['--quiet', '--deterministic', '7', '-o', at('mka-mkvmerge-opus.mka'), at('opus-20.opus')])
write('webm-named.opus', bytes(at('webm-opus.webm')))

/** What ffmpeg decodes of a file, in seconds. */
function decoded(/** @type {string} */ name) {
  const asked = run('ffprobe', ['-loglevel', 'error', '-select_streams', 'a:0', '-show_entries', 'stream=sample_rate', '-of', 'csv=p=0', at(name)]).toString()
  const rate = Number(/\d+/.exec(asked)?.[0])
  const output = run('ffmpeg', ['-nostdin', '-loglevel', 'error', '-i', at(name), '-map', 'a:0', '-ac', '1', '-ar', String(rate), '-f', 's16le', '-'])
  return output.length / 2 / rate
}
const names = fs.readdirSync(folder).sort()
const truth = Object.fromEntries(names.map((name) => [name, name.startsWith('unplayable') ? null : Math.round(decoded(name) * 1e4) / 1e4]))
fs.writeFileSync(at('truth.json'), `${JSON.stringify(truth, null, 1)}\n`)
fs.rmSync(work, { recursive: true })
const size = names.reduce((sum, name) => sum + fs.statSync(at(name)).size, 0)
process.stdout.write(`${names.length} files, ${(size / 1e6).toFixed(1)} MB in tests/zoo\n`)
