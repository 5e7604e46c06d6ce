import type { Changes } from '../../core/ipc/contract'
import type { Track } from '../../core/music/track'

/** A message takes no more tracks than this, so that it blocks neither side for long. */
export const most = 500

/**
 * The list of tracks as a page follows it: a track's latest state with the revision of its last change. Whoever asks with
 * the revision of the answer before gets what has changed since, each track once.
 */
export function createChanges() {
  const latest = new Map<string, { readonly revision: number; readonly track: Track | null }>()
  /** In the order of revisions; a track that changed again stands in it twice, and only the last place counts. */
  let order: { readonly revision: number; readonly id: string }[] = []
  let revision = 0

  function set(id: string, track: Track | null): void {
    latest.set(id, { revision: ++revision, track })
    order.push({ revision, id })
    if (order.length > 2 * latest.size + most) order = order.filter((one) => latest.get(one.id)?.revision === one.revision)
  }

  /** The place in `order` of the first change after a revision. */
  function after(since: number): number {
    let [low, high] = [0, order.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (order[middle]!.revision <= since) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    put: (track: Track): void => set(track.id, track),
    remove(id: string): void {
      if (latest.get(id)?.track) set(id, null)
    },
    since(asked: number): Changes {
      // A page that knows more than we do followed an earlier run.
      const since = asked > revision ? 0 : asked
      const tracks: Track[] = []
      const removed: string[] = []
      let reached = since
      let at = after(since)
      for (; at < order.length && tracks.length + removed.length < most; at++) {
        const { revision, id } = order[at]!
        const now = latest.get(id)
        reached = revision
        if (now?.revision !== revision) continue
        if (now.track) tracks.push(now.track)
        else if (since > 0) removed.push(id)
      }
      return { tracks, removed, revision: reached, more: at < order.length }
    },
  }
}
