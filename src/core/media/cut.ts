import { join } from './bytes'
import type { Chain, Link } from './chain'
import type { Piece } from './media'

/** How the frames of a chain become pieces. */
export interface Cut {
  readonly sampleRate: number
  /** Samples that a frame's own become at that rate. */
  readonly scale: number
  /** Samples of the encoder's delay, and of its padding if the frames are as many as it says; at that rate. */
  readonly skip: number
  readonly padding: { readonly samples: number; readonly of: number }
  /** How many of the last of these frames a decoder must have heard before what comes next is right. */
  lead(frames: readonly Link[]): number
  /** So many of the first frames begin every piece: they say what the others do not repeat. */
  readonly opening?: number
  /** What a piece begins with instead of a frame that a decoder would take for a header. */
  plain?(frame: Uint8Array): Uint8Array
}

/**
 * The pieces of a chain. A decoder gives what its frames hold, whatever the file's headers say: delay and padding are cut
 * here, and a frame more at the end keeps what decoders do there out of what is kept.
 */
export async function* cut(chain: Chain, { sampleRate, scale, skip, padding, lead, opening = 0, plain }: Cut, budget: number, from = 0): AsyncGenerator<Piece> {
  const begin = from + skip
  // So many at the end that no padding is in what comes before them.
  const behind = 1 + Math.ceil(padding.samples / (chain.first.samples * scale))
  const opened = opening > 0 ? await firstOf(chain, opening) : []
  let before: Link[] = []
  let held: Link[] = []

  const startOf = (link: Link) => Math.round(link.place * scale)
  const endOf = (link: Link) => Math.round((link.place + link.length) * scale)
  const piece = (count: number, after: readonly Link[], end = Infinity): Piece => {
    const kept = held.slice(0, count)
    const led = before.slice(before.length - lead(before))
    const first = led[0] ?? kept[0]!
    const ahead = opened.filter((link) => link.place < first.place && link.kind === first.kind && link.channels === first.channels)
    const frames = [...ahead, ...led, ...kept, ...after]
    const start = startOf(kept[0]!)
    const heard = Math.max(start, skip)
    const base = startOf(first) - ahead.reduce((sum, { length }) => sum + Math.round(length * scale), 0)
    const to = Math.max(heard, Math.min(endOf(kept.at(-1)!), end))
    return {
      bytes: join(...frames.map(({ bytes }, i) => (i === 0 && plain ? plain(bytes) : bytes))),
      sampleRate,
      keep: () => ({ from: heard - base, to: to - base, at: heard - skip }),
    }
  }

  let room = 0 // of the budget
  for await (const run of chain.links(begin / scale)) {
    for (const link of run) {
      const last = held.at(-1) ?? before.at(-1)
      if (last && (last.kind !== link.kind || last.channels !== link.channels)) {
        if (held.length > 0) yield piece(held.length, [])
        before = []
        held = []
      }
      if (held.length === 0 && endOf(link) <= begin) {
        before.push(link)
        continue
      }
      if (held.length === 0) room = budget
      held.push(link)
      room -= link.samples * scale * link.channels
      if (room > -behind * link.samples * scale * link.channels) continue
      const count = Math.max(1, held.length - behind)
      yield piece(count, held.slice(count, count + 1))
      before = [...before, ...held.slice(0, count)].slice(-MOST)
      held = held.slice(count)
      room = budget - held.reduce((sum, { samples, channels }) => sum + samples * scale * channels, 0)
    }
  }
  if (held.length === 0) return
  const end = endOf(held.at(-1)!)
  yield piece(held.length, [], end === padding.of ? end - padding.samples : end)
}

async function firstOf(chain: Chain, count: number): Promise<readonly Link[]> {
  for await (const run of chain.links(0)) return run.slice(0, count)
  return []
}

/** No decoder needs to have heard more frames. */
const MOST = 64
