import type { Seconds, Workout } from './workout'

const minutes = (m: number): Seconds => m * 60

const of = (name: string, rounds: number, work: Seconds, rest: Seconds, more: Partial<Workout> = {}): Workout => ({
  name,
  prep: 10,
  warmup: 0,
  rounds,
  intervals: [{ work, rest }],
  cooldown: 0,
  ...more,
})

/** The workouts that every installation has, by the id that the command line takes. */
export const builtin: Readonly<Record<string, Workout>> = {
  boxing: of('Boxing', 12, minutes(3), minutes(1), { scheme: 'fight' }),
  'amateur-boxing': of('Amateur boxing', 3, minutes(3), minutes(1), { scheme: 'fight' }),
  mma: of('MMA', 5, minutes(5), minutes(1), { scheme: 'fight' }),
  'muay-thai': of('Muay Thai', 5, minutes(3), minutes(2), { scheme: 'fight' }),
  // Ten seconds are no time for another song.
  tabata: of('Tabata', 8, 20, 10, { scheme: 'beeps', music: { rest: 'hold' } }),
  hiit: of('HIIT', 10, 40, 20, { scheme: 'beeps' }),
  emom: of('EMOM', 10, minutes(1), 0, { scheme: 'beeps' }),
}

/** The four numbers that the home screen sets. */
export interface Quick {
  readonly rounds: number
  readonly work: Seconds
  readonly rest: Seconds
  readonly prep: Seconds
}

/** The 'quick' workout of the home screen. The numbers are checked when it is compiled. */
export const quickWorkout = ({ rounds, work, rest, prep }: Quick): Workout => of('Quick', rounds, work, rest, { prep })
