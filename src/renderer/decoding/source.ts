import { mediaUrl } from '../../core/ipc/contract'
import { drop } from './drop'
import type { Source } from '../../core/media/media'

/** The file cannot be read now, which says nothing about what it holds. */
export class Gone extends Error {
  constructor() {
    super('the file is gone, or was changed while it was read')
  }
}

/** Asks for a file of ours. What breaks the line says as little about it as a refusal. */
async function ask<T>(url: string, options: RequestInit, take: (answer: Response) => T | Promise<T>): Promise<T> {
  try {
    return await take(await fetch(url, options))
  } catch {
    throw new Gone()
  }
}

/** A track's file, read by ranges of its bytes. Throws Gone where it cannot be read. */
export async function openSource(id: string): Promise<Source> {
  const url = mediaUrl(id)
  const size = await ask(url, { method: 'HEAD' }, ({ ok, headers }) => {
    if (!ok) throw new Gone()
    return Number(headers.get('Content-Length'))
  })
  return {
    size,
    async read(start, end) {
      const last = Math.min(end, size) - 1
      if (!(start >= 0 && last >= start)) return new Uint8Array(0)
      const fetched = await ask(url, { headers: { Range: `bytes=${start}-${last}` } }, (answer) => {
        if (answer.status !== 206) throw new Gone()
        return answer.arrayBuffer()
      })
      // Blink keeps what it fetched until a collection that nothing wakes; a copy is known to the collector.
      const bytes = new Uint8Array(fetched).slice()
      drop([fetched])
      return bytes
    },
  }
}
