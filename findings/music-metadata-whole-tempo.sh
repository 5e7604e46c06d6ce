#!/usr/bin/env bash
# music-metadata, version 11.16.1: common.bpm is cut to a whole number, though tags hold decimals (many DJ programs write two): 129.97 becomes
# 129, which is 1.7 s beside the beat after four minutes. The text is whole in `native`.
# Output seen: ID3 129 "129.97" / Vorbis 129 "129.97"
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund music-metadata@11.16.1 >/dev/null
cat >seen.mjs <<'JS'
import { parseBuffer } from 'music-metadata'
const little = (n) => Buffer.from([n & 255, n >> 8, 0, 0])
const frames = Buffer.concat(Array.from({ length: 50 }, () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)])))
const text = Buffer.from('\u0003129.97', 'latin1')
const frame = Buffer.concat([Buffer.from('TBPM'), Buffer.from([0, 0, 0, text.length, 0, 0]), text])
const mp3 = Buffer.concat([Buffer.from('ID3'), Buffer.from([4, 0, 0, 0, 0, 0, frame.length]), frame, frames])
const comment = Buffer.from('BPM=129.97')
const comments = Buffer.concat([little(1), Buffer.from('x'), little(1), little(comment.length), comment])
const info = Buffer.from([16, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0x0a, 0xc4, 0x42, 0xf0, 0, 0, 0xac, 0x44, ...Array(16).fill(0)])
const flac = Buffer.concat([Buffer.from('fLaC'), Buffer.from([0, 0, 0, 34]), info, Buffer.from([0x84, 0, 0, comments.length]), comments])
for (const [name, file, mimeType] of [['ID3', mp3, 'audio/mpeg'], ['Vorbis', flac, 'audio/flac']]) {
  const { common, native } = await parseBuffer(file, { mimeType })
  const own = Object.values(native).flat().find(({ id }) => /bpm/i.test(id))
  console.log(name, common.bpm, JSON.stringify(own.value))
}
JS
seen=$(node seen.mjs)
echo "$seen"
[ "$seen" = 'ID3 129 "129.97"
Vorbis 129 "129.97"' ]
