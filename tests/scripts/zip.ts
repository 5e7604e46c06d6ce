import { deflateRawSync, gzipSync } from 'node:zlib'

export interface Entry {
  readonly name: string
  readonly body?: string
  readonly mode?: number
  readonly stored?: boolean
}

/** A zip of these entries, written independently of the reader under test. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, body = '', mode = 0o100644, stored = false } of entries) {
    const plain = Buffer.from(body)
    const packed = stored ? plain : deflateRawSync(plain)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(stored ? 0 : 8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(plain.length, 24)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt16LE(mode, 40)
    entry.writeUInt32LE(offset, 42)
    parts.push(local, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}

/** A .tgz of these members. */
export function tgzOf(members: readonly { name: string; body: Buffer }[]): Buffer {
  const parts = members.flatMap(({ name, body }) => {
    const header = Buffer.alloc(512)
    header.write(name)
    header.write(body.length.toString(8).padStart(11, '0'), 124)
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]
  })
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(1024)]))
}
