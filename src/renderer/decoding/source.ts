import { mediaUrl } from '../../core/ipc/contract'
import { drop } from './drop'
import type { Source } from '../../core/media/media'

/** A trouble that says nothing about the file: it is away, or is being written. Tried again later it may be good. */
export class Passing extends Error {
  constructor() {
    super('the file is gone, or was changed while it was read')
  }
}

/** A track's file, read by ranges of its bytes. Throws {@link Passing} with a reason for people. */
export async function openSource(id: string): Promise<Source> {
  const url = mediaUrl(id)
  const head = await fetch(url, { method: 'HEAD' })
  if (!head.ok) throw new Passing()
  const size = Number(head.headers.get('Content-Length'))
  return {
    size,
    async read(start, end) {
      const last = Math.min(end, size) - 1
      if (!(start >= 0 && last >= start)) return new Uint8Array(0)
      const answer = await fetch(url, { headers: { Range: `bytes=${start}-${last}` } })
      if (answer.status !== 206) throw new Passing()
      const fetched = await answer.arrayBuffer()
      // Blink keeps what it fetched until a collection that nothing wakes; a copy is known to the collector.
      const bytes = new Uint8Array(fetched).slice()
      drop([fetched])
      return bytes
    },
  }
}
