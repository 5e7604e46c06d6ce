import type { WorkoutChoice } from '../core/ipc/contract'
import { fail, ok, type Result } from '../core/result'
import { builtin } from '../core/workout/builtin'
import { compile } from '../core/workout/plan'
import { clock, summary } from '../core/workout/words'
import { readWorkout, type Workout } from '../core/workout/workout'

/** A name as an id: lower case, letters and digits of any script, joined by '-'. */
const slug = (name: string): string =>
  name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '') || 'workout'

/** An id made from the name, and a number where it is taken. 'quick' is the home screen's own. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const base = slug(name)
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`
    if (!taken.has(id) && id !== 'quick') return id
  }
}

/** Every workout that can be chosen: the built-in ones, the user's, and the one that the command line brought. */
export function choicesOf(users: readonly Workout[], commandLine: Workout | null = null): readonly WorkoutChoice[] {
  const choices: WorkoutChoice[] = Object.entries(builtin).map(([id, workout]) => ({ id, from: 'builtin', workout }))
  const taken = new Set(choices.map(({ id }) => id))
  const add = (from: WorkoutChoice['from'], workout: Workout) => {
    const id = freeId(workout.name, taken)
    taken.add(id)
    choices.push({ id, from, workout })
  }
  for (const workout of users) add('user', workout)
  if (commandLine) add('command-line', commandLine)
  return choices
}

/** A workout of the same name is replaced: it is the same one, opened again after a change. */
export const withWorkout = (users: readonly Workout[], workout: Workout): Workout[] =>
  users.some(({ name }) => name === workout.name)
    ? users.map((one) => (one.name === workout.name ? workout : one))
    : [...users, workout]

/** A workout from the text of a file, checked as far as a session needs it. */
export function workoutFrom(text: string): Result<Workout, 'bad-workout' | 'bad-plan'> {
  const read = readWorkout(text)
  if (!read.ok) return read
  const compiled = compile(read.value)
  return compiled.ok ? ok(read.value) : fail(compiled.error.code, compiled.error.message)
}

/** The lines of --list-workouts: the id, the name, the rounds with their lengths, and how long it all takes. */
export function listText(choices: readonly WorkoutChoice[]): string {
  const rows = choices.map(({ id, workout }) => {
    const plan = compile(workout)
    return [id, workout.name, summary(workout), plan.ok ? clock(plan.value.duration) : '–']
  })
  const widths = rows[0]?.map((_cell, i) => Math.max(...rows.map((row) => row[i]!.length))) ?? []
  return rows.map((row) => `${row.map((cell, i) => (i === row.length - 1 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('  ')}\n`).join('')
}
