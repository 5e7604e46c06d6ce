import { heardOf } from './analyses'
import type { Store } from './store'

/** What answers where there is no database at all: it knows nothing, and forgets what it is told. Music is then chosen by its tags. */
export const nothing: Store = {
  notice: async () => null,
  look: async (places) => places.map(() => null),
  known: async (contents) => contents.map(() => ({ heard: null, fresh: false })),
  page: async (_folders, after) => ({ files: [], last: after }),
  keep: async (files) => files.map(() => null),
  forget: async () => undefined,
  empty: async () => undefined,
  note: async (identities) => identities.map(() => null),
  played: async (identities) => identities.map(() => null),
  decisions: async () => [],
  decide: async () => undefined,
  match: async ({ tracks }) => tracks.map(({ id }) => ({ song: id, state: 'none', by: 'auto', file: null, distance: null, reasons: [], others: [] })),
  save: async (_content, outcome) => ({ heard: heardOf(outcome), fresh: true }),
  forgetAnalysis: async () => undefined,
  stored: async () => null,
  analysis: async () => ({ analysis: null, corrections: [], reason: null }),
  facts: async (contents) => contents.map(() => null),
  correct: async (_content, correction) => ({ analysis: null, corrections: [correction], reason: null, heard: null, fresh: false }),
  fact: async () => null,
  setFact: async () => undefined,
  close: async () => undefined,
}
