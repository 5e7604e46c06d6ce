import type { Changes } from '../../core/ipc/contract'
import type { Track } from '../../core/music/track'

/** The list of tracks on this side: it asks only for what has changed since it asked the last time. */
export interface Mirror {
  /** All tracks as they are now, in no order of meaning; the same list where nothing has changed. Rejects as the call does; what came until then is kept. */
  tracks(): Promise<readonly Track[]>
}

/** @param arrive is told of each part that comes, so that what is made of the tracks is made in slices */
export function createMirror(ask: (since: number) => Promise<Changes>, arrive: (tracks: readonly Track[]) => void): Mirror {
  const byId = new Map<string, Track>()
  let revision = 0
  let list: readonly Track[] | null = null
  let asking: Promise<unknown> = Promise.resolve()

  async function follow(): Promise<void> {
    for (let more = true; more; ) {
      const changes = await ask(revision)
      arrive(changes.tracks)
      if (changes.tracks.length + changes.removed.length > 0) list = null
      for (const track of changes.tracks) byId.set(track.id, track)
      for (const id of changes.removed) byId.delete(id)
      revision = changes.revision
      more = changes.more
    }
  }

  return {
    async tracks() {
      // Two at once would take the same changes twice, and count the revision back.
      const turn = asking.then(follow)
      asking = turn.catch(() => undefined)
      await turn
      return (list ??= [...byId.values()])
    },
  }
}
