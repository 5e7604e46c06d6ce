import type { Source } from '../core/media/media'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** The bytes of a file, for many small reads here and there. */
export interface Bytes {
  readonly path: string
  /** Bytes, as it was opened. It may be fewer by the time they are read. */
  readonly size: number
  /** Fills `into` with what stands from the byte `at` on. @returns how many bytes that was: fewer than asked for where the file ends */
  read(into: Uint8Array, at: number): number
  close(): void
}

/** The bytes as the judge of files takes them. */
export const sourceOf = (bytes: Bytes): Source => ({
  size: bytes.size,
  async read(start, end) {
    const into = new Uint8Array(Math.max(0, Math.min(end, bytes.size) - start))
    return into.subarray(0, bytes.read(into, start))
  },
})

/** What is read at once, in bytes: reading a little more costs less than asking again. */
const blockSize = 32 * 1024
/** A file has so many blocks at hand: its beginning and its end are looked at again and again. */
const most = 8

interface Block {
  readonly bytes: Buffer
  at: number
  length: number
}

/** Blocks that no file uses. */
const spare: Block[] = []

/**
 * Opens a file and blocks its thread with every read: not for the main process. Throws as node:fs does, also when it reads.
 */
export function openBytes(path: string): Bytes {
  const file = openSync(path, 'r')
  /** The one that was read first comes first. */
  const blocks: Block[] = []

  /** Reads until it is full, or the file ends. */
  function fill(into: Uint8Array, at: number): number {
    let done = 0
    while (done < into.length) {
      const count = readSync(file, into, done, into.length - done, at + done)
      if (count === 0) break
      done += count
    }
    return done
  }

  function blockAt(at: number): Block {
    const known = blocks.find((block) => block.at === at)
    if (known) return known
    const block = (blocks.length < most ? spare.pop() : blocks.shift()) ?? { bytes: Buffer.allocUnsafeSlow(blockSize), at, length: 0 }
    block.length = fill(block.bytes, at)
    block.at = at
    blocks.push(block)
    return block
  }

  function read(into: Uint8Array, at: number): number {
    // A picture of some megabytes is no use to the next file.
    if (into.length >= blockSize) return fill(into, at)
    let done = 0
    while (done < into.length) {
      const from = at + done
      const block = blockAt(from - (from % blockSize))
      const part = block.bytes.subarray(from - block.at, Math.min(block.length, from - block.at + into.length - done))
      if (part.length === 0) break
      into.set(part, done)
      done += part.length
    }
    return done
  }

  return {
    path,
    size: fstatSync(file).size,
    read,
    close() {
      spare.push(...blocks.splice(0))
      closeSync(file)
    },
  }
}

/** The bytes from `at` on; fewer than `length` where the file ends. */
export function pieceOf(bytes: Bytes, at: number, length: number): Buffer {
  const piece = Buffer.alloc(Math.max(0, length))
  return piece.subarray(0, at < 0 ? 0 : bytes.read(piece, at))
}
