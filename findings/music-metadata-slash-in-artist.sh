#!/usr/bin/env bash
# music-metadata, version 11.16.1: the artist of an ID3v2.3 tag is split at every slash, so that the field which most programs show holds
# only what stands before the first one: AC/DC becomes AC. ID3v2.3 (4.2.1) does allow a slash between several performers, yet it stands in
# many a name, and the same text in an ID3v2.4 tag, where NUL parts performers, is left whole.
# Output seen: 2.3 "AC" ["AC","DC"] / 2.4 "AC/DC" ["AC/DC"]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund music-metadata@11.16.1 >/dev/null
cat >seen.mjs <<'JS'
import { parseBuffer } from 'music-metadata'
const frames = Buffer.concat(Array.from({ length: 50 }, () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)])))
for (const version of [3, 4]) {
  const body = Buffer.from('\0AC/DC', 'latin1')
  const frame = Buffer.concat([Buffer.from('TPE1'), Buffer.from([0, 0, 0, body.length, 0, 0]), body])
  const tag = Buffer.concat([Buffer.from('ID3'), Buffer.from([version, 0, 0, 0, 0, 0, frame.length]), frame])
  const { common } = await parseBuffer(Buffer.concat([tag, frames]), { mimeType: 'audio/mpeg' })
  console.log(`2.${version}`, JSON.stringify(common.artist), JSON.stringify(common.artists))
}
JS
seen=$(node seen.mjs)
echo "$seen"
[ "$seen" = '2.3 "AC" ["AC","DC"]
2.4 "AC/DC" ["AC/DC"]' ]
