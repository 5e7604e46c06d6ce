import { z } from 'zod'
import { visible } from '../line'
import { PolicyPatchSchema } from '../music/policy'
import { fail, ok, type Result } from '../result'

/** A length or a point of time, in seconds. */
export type Seconds = number

/** What the door lets in. A segment is 1 s to 2 h, a plan at most 6 h and 999 segments. */
export const limits = {
  segment: { least: 1, most: 2 * 3600 },
  plan: { seconds: 6 * 3600, segments: 999 },
} as const

export const schemes = ['fight', 'beeps', 'quiet'] as const
/** A set of cue sounds; 'fight' where nothing names another. */
export type Scheme = (typeof schemes)[number]

const { least, most } = limits.segment
const rule = `must be a number of seconds from ${least} to ${most}`
const length = z.number(rule).min(least, rule).max(most, rule)
const optionalRule = `must be 0 (none) or a number of seconds from ${least} to ${most}`
const optionalLength = z
  .number(optionalRule)
  .refine((seconds) => seconds === 0 || (seconds >= least && seconds <= most), optionalRule)
  .default(0)
/** Names and labels are shown on one line, in a terminal too, where a control character could do harm. */
const text = (longest: number) =>
  z.string('must be a text').trim().max(longest, `must have at most ${longest} characters`).regex(/^\P{Cc}*$/u, 'must not have control characters').overwrite(visible)
const objectRule = 'must be an object'

export const IntervalSchema = z.strictObject({
  work: length,
  rest: optionalLength,
  label: text(40).optional(),
}, objectRule)
export type Interval = z.infer<typeof IntervalSchema>

const roundsRule = `must be a whole number from 1 to ${limits.plan.segments}`

/** A workout as the user writes it; README.md documents the file. Lengths are seconds; 0 or absent means "none". */
export const WorkoutSchema = z.strictObject({
  name: text(60).min(1, 'must not be empty'),
  prep: optionalLength,
  warmup: optionalLength,
  rounds: z.number(roundsRule).int(roundsRule).min(1, roundsRule).max(limits.plan.segments, roundsRule),
  intervals: z.array(IntervalSchema, 'must be a list of intervals').min(1, 'must have at least one interval').max(limits.plan.segments, `must have at most ${limits.plan.segments} intervals`),
  cooldown: optionalLength,
  scheme: z.enum(schemes, `must be one of ${schemes.join(', ')}`).optional(),
  /** How its music is chosen, where it is not as the settings have it. */
  music: PolicyPatchSchema.optional(),
}, objectRule)
export type Workout = z.infer<typeof WorkoutSchema>

const fieldOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((name, key) => (typeof key === 'number' ? `${name}[${key}]` : name ? `${name}.${String(key)}` : String(key)), '')

/** The broken rules of a zod error, each as `field: rule`. `whole` names the value when the rule is about all of it. */
export const brokenRules = ({ issues }: z.core.$ZodError, whole: string): readonly string[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${fieldOf([...issue.path, key])}: is not a known field`)
      : [`${fieldOf(issue.path) || whole}: ${issue.message}`],
  )

/** The first of them. */
export const brokenRule = (error: z.core.$ZodError, whole: string): string => brokenRules(error, whole)[0] ?? `${whole}: is not valid`

/** A sentence has room for so many broken rules; a file may have thousands. */
const told = 8

/** Checks a value of unknown origin. The failure names every field that is wrong and its rule, e.g. `intervals[0].work: must be …; rounds: …`. */
export function parseWorkout(value: unknown): Result<Workout, 'bad-workout'> {
  const parsed = WorkoutSchema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  const broken = brokenRules(parsed.error, 'the workout')
  const more = broken.length - told
  return fail('bad-workout', [...broken.slice(0, told), ...(more > 0 ? [`and ${more} more`] : [])].join('; '))
}

/** Reads the text of a workout file (JSON, a byte-order mark is allowed). */
export function readWorkout(json: string): Result<Workout, 'bad-workout'> {
  let value: unknown
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch (error) {
    return fail('bad-workout', `is not JSON: ${(error as Error).message}`)
  }
  return parseWorkout(value)
}
