import { z } from 'zod'
import { EditsSchema, noEdits } from './director/direction'

/** What is kept of a setlist with its workout: the rest follows from the music that is there. */
export const DraftSchema = z.strictObject({
  seed: z.number().int(),
  edits: EditsSchema,
})
export type Draft = z.infer<typeof DraftSchema>

/** Seeds are shown to people: five digits at most. */
export const MOST_SEED = 99_999

/** The setlist of a seed as the director has it. @param chance in [0, 1) */
export const draftOf = (chance: number): Draft => ({ seed: 1 + Math.floor(chance * MOST_SEED), edits: noEdits })
