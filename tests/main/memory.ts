import type { Bytes } from '../../src/main/bytes'

/** A file that is in memory. */
export const inMemory = (file: Buffer): Bytes => ({
  path: 'x',
  size: file.length,
  read: (into, at) => (at >= file.length ? 0 : file.copy(into, 0, at, Math.min(file.length, at + into.length))),
  close: () => undefined,
})
