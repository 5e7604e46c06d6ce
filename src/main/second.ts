import { z } from 'zod'
import type { Options } from './commandline'
import { parseOptions } from './commandline'
import { requestOf, type Request } from './request'
import { fail, ok, sentence, type Result } from '../core/result'
import type { Workout } from '../core/workout/workout'

/** What a second start gives the first: its options as they were typed, and where. */
const HandedSchema = z.object({ own: z.array(z.string().max(8192)).max(1000), base: z.string().max(8192) })
export type Handed = z.infer<typeof HandedSchema>

/** Options that only a start of its own can fulfil. */
const ownStart = ({ report, pictures, quitWhenDone }: Options): string[] => [
  ...(report === null ? [] : ['--report']),
  ...(pictures === null ? [] : ['--pictures']),
  ...(quitWhenDone ? ['--quit-when-done'] : []),
]

/** What a second start says, and its exit status. */
export function handOver(options: Options): { readonly status: 0 | 1; readonly text: string } {
  const instead = 'close it, or add --user-data FOLDER.\n'
  if (options.analyze !== null || options.match !== null || options.plan) return { status: 1, text: `Roundhouse is running already and has the database: ${instead}` }
  const [needs] = ownStart(options)
  if (needs !== undefined) return { status: 1, text: `Roundhouse is running already and cannot take over ${needs}: ${instead}` }
  const asks = options.workout !== null || options.music.length > 0 || options.fullscreen
  return { status: 0, text: `Roundhouse is running already; its window comes to the front${asks ? ' with what was asked for' : ''}.\n` }
}

export interface Taken {
  readonly options: Options
  readonly request: Request
}

/**
 * What a second start asks of the first, checked again: it comes from another process.
 * @param users the user's own workouts
 */
export function takenFrom(data: unknown, users: readonly Workout[]): Result<Taken, 'usage'> {
  const handed = HandedSchema.safeParse(data)
  if (!handed.success) return fail('usage', 'another start cannot be understood')
  const options = parseOptions(handed.data.own)
  if (!options.ok) return options
  if (handOver(options.value).status !== 0) return fail('usage', 'another start asked for more than this one can do')
  const request = requestOf(options.value, handed.data.base, users)
  return request.ok ? ok({ options: options.value, request: request.value }) : request
}

export interface TakerParts {
  readonly users: () => readonly Workout[]
  /** A session runs. */
  readonly busy: () => boolean
  readonly forward: () => void
  readonly tell: (text: string) => void
  readonly music: (folders: readonly string[]) => void
  readonly fullscreen: () => void
  /** The page shows a workout, and starts it. */
  readonly show: (request: Request, start: boolean) => void
}

/** Does what a second start asks for. A session that runs is not disturbed. */
export function takeOver(data: unknown, { users, busy, forward, tell, music, fullscreen, show }: TakerParts): void {
  forward()
  const taken = takenFrom(data, users())
  if (!taken.ok) return tell(`Another start was not taken over: ${sentence(taken.error)}`)
  const { options, request } = taken.value
  if (options.fullscreen) fullscreen()
  if (request.workout === null && request.music === null) return
  if (busy()) return tell('A session is running: what another start asked for was not taken over. Ask again when it has ended.')
  if (request.music !== null) music(request.music)
  if (request.workout !== null) show(request, options.start)
}
