import type { Source } from '../../../src/core/media/media'

/** A source that counts what is read from it: how often, and how much at once. `size` may be a lie of the file system's. */
export function sourceOf(bytes: Uint8Array): Source & { largest: () => number; reads: () => number } {
  let largest = 0
  let reads = 0
  return {
    size: bytes.length,
    largest: () => largest,
    reads: () => reads,
    read: async (start, end) => {
      const part = bytes.slice(start, Math.max(start, Math.min(end, bytes.length)))
      reads++
      largest = Math.max(largest, part.length)
      return part
    },
  }
}

export const join = (...parts: ArrayLike<number>[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
export const text = (word: string): number[] => [...word].map((letter) => letter.charCodeAt(0))
/** 32 bits, the lowest first. */
export const little = (x: number): number[] => [x & 255, (x >> 8) & 255, (x >> 16) & 255, (x >>> 24) & 255]
/** 32 bits, the highest first. */
export const big = (x: number): number[] => little(x).toReversed()
