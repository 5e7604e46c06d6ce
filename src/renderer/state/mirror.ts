import type { Changes } from '../../core/ipc/contract'
import type { Track } from '../../core/music/track'

/** The list of tracks on this side: it asks only for what has changed since it asked the last time. */
export interface Mirror {
  /** All tracks as they are now, in no order of meaning. Rejects as the call does; what came until then is kept. */
  tracks(): Promise<readonly Track[]>
}

export function createMirror(ask: (since: number) => Promise<Changes>): Mirror {
  const byId = new Map<string, Track>()
  let revision = 0
  let asking: Promise<unknown> = Promise.resolve()

  async function follow(): Promise<void> {
    for (let more = true; more; ) {
      const changes = await ask(revision)
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
      return [...byId.values()]
    },
  }
}
