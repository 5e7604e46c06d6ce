import { drop } from '../../decoding/drop'
import { Stretch, type Stretching } from './stretch'

/** A new piece of work, its next samples, or its end; answered only where it has new samples, with what was made of them. */
export type Order = { readonly id: number } & ({ readonly begin: Stretching } | { readonly feed: readonly Float32Array[]; readonly last: boolean } | { readonly end: true })
export type Made = { readonly id: number } & ({ readonly channels: Float32Array<ArrayBuffer>[] } | { readonly failed: string })

const works = new Map<number, Promise<Stretch>>()

async function obey(order: Order): Promise<void> {
  const { id } = order
  if ('begin' in order) works.set(id, Stretch.open(order.begin))
  else if ('end' in order) works.delete(id)
  else {
    const channels = (await works.get(id))?.feed(order.feed, order.last) ?? []
    drop([...new Set(order.feed.map(({ buffer }) => buffer))])
    self.postMessage({ id, channels } satisfies Made, { transfer: channels.map(({ buffer }) => buffer) })
  }
}

// The library's own loading fails where nobody waits for it: as an error of the worker it ends all that does.
self.addEventListener('unhandledrejection', ({ reason }) => self.reportError(reason))
self.addEventListener('message', ({ data }: MessageEvent<Order>) => {
  obey(data).catch((error: unknown) => self.postMessage({ id: data.id, failed: String(error) } satisfies Made))
})
