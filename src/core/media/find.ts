import type { Source } from './media'

const WINDOW = 1 << 16 // bytes
const MOST = 1 << 20 // bytes of garbage before the first frame

/**
 * The first place that `begins` finds right, among those that begin with a byte of ones as every frame's sync word does.
 * @param head the file's first bytes
 */
export async function find(source: Source, from: number, head: Uint8Array, begins: (bytes: Uint8Array, at: number) => boolean): Promise<{ at: number; bytes: Uint8Array } | undefined> {
  for (let base = from; base < from + MOST; base += WINDOW / 2) {
    const bytes = base === 0 ? head : await source.read(base, base + WINDOW)
    const last = base + bytes.length >= source.size ? bytes.length : WINDOW / 2
    for (let at = bytes.indexOf(0xff); at >= 0 && at < last; at = bytes.indexOf(0xff, at + 1)) {
      if (begins(bytes, at)) return { at: base + at, bytes: bytes.subarray(at) }
    }
    if (bytes.length < WINDOW) return undefined
  }
  return undefined
}
