import type { Soundtrack } from '../../core/ipc/contract'
import type { Catalog } from '../../core/music/catalog'
import type { Decision } from '../../core/music/match'
import type { Store } from '../database/store'
import type { Library } from '../library/library'
import type { Cabinet } from './cabinet'

export interface SoundtrackOptions {
  readonly cabinet: Promise<Cabinet>
  readonly library: Pick<Library, 'shown' | 'track' | 'identityOf'>
  readonly store: Pick<Store, 'match' | 'decide'>
}

/** Where tracks are asked for. */
export interface Sources {
  readonly library: Pick<Library, 'shown' | 'track'>
  readonly store: Pick<Store, 'match'>
}

/** What the user says of a song: which track it is, which it is not, or that none is it. */
export type Say = { readonly kind: Exclude<Decision['kind'], 'unlink'>; readonly file: string } | { readonly kind: 'unlink' }

/** Which tracks of the library are the songs of a catalog, the user's word counted; in the catalog's order. Rejects where the database cannot be asked. */
export async function findSongs(catalog: Catalog, { library, store }: Sources): Promise<Soundtrack['songs']> {
  const findings = await store.match(catalog, library.shown())
  const isThere = (id: string) => library.track(id) !== null
  return findings.map(({ file, others, state, ...rest }) => {
    const found = file !== null && isThere(file) ? file : null
    return {
      ...rest,
      // A file that went a moment ago, or was replaced: the next answer knows.
      state: file !== found ? ('none' as const) : state,
      file: found,
      others: others.filter(({ id }) => isThere(id)),
    }
  })
}

/** Which track of the library is which song of a catalog. */
export function createSoundtrack({ cabinet, library, store }: SoundtrackOptions) {
  /** The last answer, as long as nothing has changed since. */
  let last: { readonly id: string; readonly answer: Promise<Soundtrack> } | null = null

  async function find(id: string): Promise<Soundtrack> {
    const held = (await cabinet).get(id)
    if (!held) throw new Error(`there is no catalog ${id}`)
    return { ...held, songs: await findSongs(held.catalog, { library, store }) }
  }

  const stale = () => void (last = null)

  /** The state of a catalog. Rejects where there is none of this id. */
  function state(id: string): Promise<Soundtrack> {
    if (last?.id !== id) {
      const answer = find(id)
      last = { id, answer }
      answer.catch(stale)
    }
    return last.answer
  }

  return {
    state,
    /** Files, their tags or a catalog have changed. */
    stale,
    async decide(catalog: string, song: string, say: Say): Promise<Soundtrack> {
      const content = say.kind === 'unlink' ? undefined : library.identityOf(say.file)
      if (say.kind === 'unlink') await store.decide(catalog, { track: song, kind: 'unlink' })
      else if (content !== undefined) await store.decide(catalog, { track: song, kind: say.kind, content })
      stale()
      return state(catalog)
    },
  }
}
