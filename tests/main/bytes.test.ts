import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openBytes } from '../../src/main/bytes'
import { temporaryFolder } from './folder'

const blockSize = 32 * 1024
/** Bytes that tell where they stand. */
const content = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) & 255))

function opened(bytes: Buffer) {
  const path = join(temporaryFolder(), 'x')
  writeFileSync(path, bytes)
  const file = openBytes(path)
  onTestFinished(file.close)
  const read = (at: number, length: number) => {
    const into = Buffer.alloc(length)
    return into.subarray(0, file.read(into, at))
  }
  return { path, file, read }
}

describe('the bytes of a file', () => {
  it('are those that stand there, in whatever order and length they are asked for', () => {
    const whole = content(5 * blockSize + 1234)
    const { file, read } = opened(whole)
    expect(file.size).toBe(whole.length)
    const place = fc.oneof(fc.nat(whole.length + 100), fc.nat(6).map((n) => n * blockSize), fc.nat(6).map((n) => Math.max(0, n * blockSize - 3)))
    const length = fc.oneof(fc.nat(200), fc.nat(3 * blockSize))
    fc.assert(
      fc.property(fc.array(fc.tuple(place, length), { maxLength: 12 }), (asked) => {
        for (const [at, length] of asked) expect(read(at, length).equals(whole.subarray(at, at + length))).toBe(true)
      }),
    )
  })
  it('are none where the file has none', () => {
    const { file, read } = opened(Buffer.alloc(0))
    expect(file.size).toBe(0)
    expect([read(0, 10), read(5, 10), read(0, 2 * blockSize)].map(({ length }) => length)).toEqual([0, 0, 0])
  })
  it('are fewer than asked for past the end of the file', () => {
    const { read } = opened(content(10))
    expect(read(6, 10)).toEqual(content(10).subarray(6))
    expect(read(10, 10)).toHaveLength(0)
    expect(read(10 ** 9, 10)).toHaveLength(0)
  })
  it('end where the file ends now that shrinks meanwhile', () => {
    const { path, file, read } = opened(content(3 * blockSize))
    read(0, 10)
    truncateSync(path, blockSize + 5)
    expect(file.size).toBe(3 * blockSize)
    expect(read(blockSize, 100)).toEqual(content(3 * blockSize).subarray(blockSize, blockSize + 5))
    expect(read(2 * blockSize, 100)).toHaveLength(0)
    expect(read(0, 3 * blockSize)).toHaveLength(blockSize + 5)
  })
  it('are no other file’s, though its blocks are used again', () => {
    const folder = temporaryFolder()
    const text = (name: string, words: string): string => {
      writeFileSync(join(folder, name), words)
      const file = openBytes(join(folder, name))
      const into = Buffer.alloc(100)
      const count = file.read(into, 0)
      file.close()
      return into.toString('utf8', 0, count)
    }
    expect([text('a', 'the first and longer one'), text('b', 'the second'), text('c', '')]).toEqual(['the first and longer one', 'the second', ''])
  })
  it('are refused where there is no file', () => {
    expect(() => openBytes(join(temporaryFolder(), 'none'))).toThrow(expect.objectContaining({ code: 'ENOENT' }))
  })
})
