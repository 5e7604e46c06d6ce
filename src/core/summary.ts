import type { Done, ReportEvent } from './report'
import type { Cue } from './workout/cue'
import type { Plan } from './workout/plan'
import type { Seconds } from './workout/workout'

/** A stretch of the plan that was run through. */
export interface Ran {
  readonly from: Seconds
  readonly to: Seconds
}

/** From so much of its work on a round counts as done. */
const whole = 0.9
/** A song that was only touched on the way to another does not count: so many seconds are the least. */
export const leastHeard: Seconds = 5
const bells: ReadonlySet<Cue['kind']> = new Set<Cue['kind']>(['bell-start', 'bell-end', 'zero', 'finish'])

/**
 * The stretches of the plan that a session ran through, in their order, and how often it stood still.
 * @param at where in the plan it stands now, or ended
 */
export function ranOf(events: readonly ReportEvent[], at: Seconds): { readonly ran: readonly Ran[]; readonly pauses: number } {
  const ran: Ran[] = []
  let from = 0
  let running = true
  let pauses = 0
  const reach = (to: Seconds) => {
    if (running && to > from) ran.push({ from, to })
    from = to
  }
  for (const event of events) {
    if (event.kind === 'pause' || event.kind === 'interrupted') {
      reach(event.at)
      if (running) pauses++
      running = false
    } else if (event.kind === 'resume') {
      from = event.at
      running = true
    } else if (event.kind === 'seek' || event.kind === 'skip') {
      reach(event.from)
      from = event.to
    }
  }
  reach(at)
  return { ran, pauses }
}

const shared = (a: Ran, from: Seconds, to: Seconds): Seconds => Math.max(0, Math.min(a.to, to) - Math.max(a.from, from))

/** Stretches that do not overlap, in order, and cover the same. */
function united(ran: readonly Ran[]): readonly Ran[] {
  const one: { from: Seconds; to: Seconds }[] = []
  for (const { from, to } of ran.toSorted((a, b) => a.from - b.from)) {
    const last = one.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else one.push({ from, to })
  }
  return one
}

/**
 * What was done in a session.
 * @param at where in the plan it stands now, or ended
 * @param cues those that fell due; `scheduled` is null where one was not heard
 * @param heard seconds that each track sounded, by its id
 */
export function doneOf(
  plan: Plan,
  { events, cues, heard, at }: { readonly events: readonly ReportEvent[]; readonly cues: readonly { readonly kind: Cue['kind']; readonly scheduled: Seconds | null }[]; readonly heard: ReadonlyMap<string, Seconds>; readonly at: Seconds },
): Done {
  const { ran, pauses } = ranOf(events, at)
  const once = united(ran)
  const works = plan.segments.filter(({ phase }) => phase === 'work')
  const within = (all: readonly Ran[], start: Seconds, end: Seconds) => all.reduce((sum, one) => sum + shared(one, start, end), 0)
  const rounds = new Map<number, { planned: Seconds; run: Seconds }>()
  for (const { round, start, end } of works) {
    const { planned, run } = rounds.get(round ?? 0) ?? { planned: 0, run: 0 }
    rounds.set(round ?? 0, { planned: planned + end - start, run: run + within(once, start, end) })
  }
  return {
    work: Math.round(works.reduce((sum, { start, end }) => sum + within(ran, start, end), 0) * 1000) / 1000,
    rounds: [...rounds.values()].filter(({ planned, run }) => run >= whole * planned).length,
    pauses,
    songs: [...heard.values()].filter((seconds) => seconds >= leastHeard).length,
    bells: cues.filter(({ kind, scheduled }) => scheduled !== null && bells.has(kind)).length,
  }
}
