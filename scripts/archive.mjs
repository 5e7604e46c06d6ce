import fs from 'node:fs'
import path from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import zlib from 'node:zlib'

/**
 * Writes one member of a .tgz to a file. Only plain ustar headers are read, which is what npm packs.
 * @param {string} archive
 * @param {string} member its full name
 * @param {string} target
 */
export async function extractFromTar(archive, member, target) {
  const file = await fs.promises.open(target, 'w')
  let head = Buffer.alloc(0)
  let left = 0 // bytes of the present member's body still to come
  let padding = 0
  let wanted = false
  let found = false
  const members = new Writable({
    async write(chunk, _encoding, done) {
      try {
        let at = 0
        while (at < chunk.length) {
          if (left > 0) {
            const part = chunk.subarray(at, at + left)
            if (wanted) await file.writeFile(part)
            left -= part.length
            at += part.length
          } else if (padding > 0) {
            const skipped = Math.min(padding, chunk.length - at)
            padding -= skipped
            at += skipped
          } else {
            const part = chunk.subarray(at, at + 512 - head.length)
            head = Buffer.concat([head, part])
            at += part.length
            if (head.length < 512) break
            left = Number.parseInt(text(head, 124, 12), 8) || 0
            padding = (512 - (left % 512)) % 512
            wanted = text(head, 0, 100) === member
            found ||= wanted
            head = Buffer.alloc(0)
          }
        }
        done()
      } catch (error) {
        done(/** @type {Error} */ (error))
      }
    },
  })
  try {
    await pipeline(fs.createReadStream(archive, { highWaterMark: 1 << 18 }), zlib.createGunzip({ chunkSize: 1 << 18 }), members)
  } finally {
    await file.close()
  }
  if (!found || left > 0) throw new Error(`${path.basename(archive)} holds no whole ${member}`)
}

/** A field of a tar header: up to its first NUL. */
function text(/** @type {Buffer} */ header, /** @type {number} */ from, /** @type {number} */ length) {
  const field = header.toString('latin1', from, from + length)
  return field.split('\0', 1)[0] ?? ''
}

const END = 0x06054b50 // end of central directory
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

/**
 * Lists a zip by its central directory. Offsets and lengths are in bytes.
 * Format: PKWARE APPNOTE 6.3, sections 4.3.12 and 4.3.16.
 * @param {fs.promises.FileHandle} zip
 * @throws when it is no zip, or one of the kinds we never meet: zip64, encrypted
 */
export async function listZip(zip) {
  const { size } = await zip.stat()
  const tail = Buffer.alloc(Math.min(size, 65_557)) // the record and its longest comment
  await zip.read(tail, 0, tail.length, size - tail.length)
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== END) end -= 1
  if (end < 0) throw new Error('not a zip file')
  const count = tail.readUInt16LE(end + 10)
  const length = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (count === 0xffff || start === 0xffffffff) throw new Error('a zip64 file, which is not supported')
  const directory = Buffer.alloc(length)
  await zip.read(directory, 0, length, start)
  const entries = []
  for (let at = 0, left = count; left > 0; left -= 1) {
    if (directory.readUInt32LE(at) !== ENTRY) throw new Error('a damaged zip file')
    if (directory.readUInt16LE(at + 8) & 1) throw new Error('an encrypted zip file')
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: directory.readUInt16LE(at + 40), // the Unix half of the external attributes
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

/**
 * Unpacks a zip's plain files into an empty folder that nobody else writes to.
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | undefined} rename an entry's place in the folder; undefined leaves it out
 * @param {(bytes: number) => void} onBytes packed bytes read so far
 * @throws when an entry would land outside the folder or is neither file nor folder
 */
export async function extractZip(archive, folder, rename, onBytes = () => {}) {
  const zip = await fs.promises.open(archive)
  try {
    let done = 0
    for (const entry of await listZip(zip)) {
      const name = entry.name.endsWith('/') ? undefined : rename(entry.name)
      if (name !== undefined) await extractEntry(zip, archive, entry, within(folder, name))
      onBytes((done += entry.packed))
    }
  } finally {
    await zip.close()
  }
}

function within(/** @type {string} */ folder, /** @type {string} */ name) {
  const target = path.resolve(folder, name)
  if (!target.startsWith(path.resolve(folder) + path.sep)) throw new Error(`${name} would land outside the folder`)
  return target
}

/**
 * @param {fs.promises.FileHandle} zip
 * @param {string} archive
 * @param {Awaited<ReturnType<typeof listZip>>[number]} entry
 * @param {string} target
 */
async function extractEntry(zip, archive, entry, target) {
  const type = entry.mode & 0o170000
  if (type !== 0o100000 && type !== 0) throw new Error(`${entry.name} is not a plain file`)
  if (entry.method !== 0 && entry.method !== 8) throw new Error(`${entry.name} is packed in an unknown way`)
  const local = Buffer.alloc(30)
  await zip.read(local, 0, 30, entry.offset)
  if (local.readUInt32LE(0) !== LOCAL) throw new Error('a damaged zip file')
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  await fs.promises.mkdir(path.dirname(target), { recursive: true })
  const mode = (entry.mode & 0o777) || 0o644
  if (entry.size === 0) return fs.promises.writeFile(target, '', { mode })
  // The whole archive's checksum was compared before: a file's length is enough to notice our own mistakes.
  const source = fs.createReadStream(archive, { start, end: start + entry.packed - 1 })
  const sink = fs.createWriteStream(target, { mode, flags: 'wx' })
  await (entry.method === 8 ? pipeline(source, zlib.createInflateRaw({ chunkSize: 1 << 18 }), sink) : pipeline(source, sink))
  if (sink.bytesWritten !== entry.size) throw new Error(`${entry.name} has not its whole length`)
}
