import { z } from 'zod'

export const tempoModes = ['off', 'near', 'lock'] as const
export const restPolicies = ['breathe', 'hold', 'silence'] as const
export const arcs = ['steady', 'build', 'waves', 'pyramid'] as const
export type Arc = (typeof arcs)[number]

const target = z.number('must be a tempo of 40 to 220 BPM').min(40, 'must be a tempo of 40 to 220 BPM').max(220, 'must be a tempo of 40 to 220 BPM')
const limitRule = 'must be a number from 0 to 0.08'

/** How the music of a session is to be chosen and played. A workout may name some of it, the settings name all. */
export const PolicySchema = z.strictObject({
  /** 'off': as recorded; 'near': chosen by tempo, stretched only so that whole bars fit; 'lock': stretched to the phase's target. */
  tempo: z.enum(tempoModes, `must be one of ${tempoModes.join(', ')}`),
  /** How far from 1 a rate may be. */
  limit: z.number(limitRule).min(0, limitRule).max(0.08, limitRule),
  /** 'breathe': a slow track; 'hold': the round's track goes on, ducked and low-passed, and is back on the bell; 'silence': none. */
  rest: z.enum(restPolicies, `must be one of ${restPolicies.join(', ')}`),
  /** The curve of energy over the session. */
  arc: z.enum(arcs, `must be one of ${arcs.join(', ')}`),
  /** Target BPM of work and of rest; null: as tempo.ts has it. */
  work: target.nullable(),
  breather: target.nullable(),
})
export type Policy = z.infer<typeof PolicySchema>

export const defaultPolicy: Policy = { tempo: 'lock', limit: 0.06, rest: 'breathe', arc: 'waves', work: null, breather: null }

const { shape } = PolicySchema
/** Some of a policy: what a workout names. */
export const PolicyPatchSchema = z.strictObject({
  tempo: shape.tempo.optional(),
  limit: shape.limit.optional(),
  rest: shape.rest.optional(),
  arc: shape.arc.optional(),
  work: shape.work.optional(),
  breather: shape.breather.optional(),
} satisfies Record<keyof Policy, z.ZodType>, 'must be an object')
export type PolicyPatch = z.infer<typeof PolicyPatchSchema>

/** What counts for a session: the workout's word, else that of the settings. */
export function policyOf(settings: Policy, workout: PolicyPatch | undefined): Policy {
  const said = Object.fromEntries(Object.entries(workout ?? {}).filter(([, value]) => value !== undefined))
  return { ...settings, ...said }
}
