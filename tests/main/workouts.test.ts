import { describe, expect, it } from 'vitest'
import { parseWorkout, type Workout } from '../../src/core/workout/workout'
import { choicesOf, listText, withWorkout, workoutFrom } from '../../src/main/workouts'

const named = (name: string, rounds = 1): Workout => {
  const parsed = parseWorkout({ name, rounds, intervals: [{ work: 20 }] })
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}
const users = (choices: ReturnType<typeof choicesOf>) => choices.filter(({ from }) => from !== 'builtin').map(({ id, from }) => [id, from])

describe('the workouts to choose from', () => {
  it('are the built-in ones, the user\'s, and the one of the command line', () => {
    expect(users(choicesOf([named('Leg Day!')], named('Mine')))).toEqual([['leg-day', 'user'], ['mine', 'command-line']])
    expect(choicesOf([])[0]).toMatchObject({ id: 'boxing', from: 'builtin' })
  })
  it('have ids of their own, whatever their names', () => {
    const choices = choicesOf([named('Boxing'), named('boxing!'), named('夜の部'), named('???'), named('Quick')], named('Boxing'))
    expect(users(choices).map(([id]) => id)).toEqual(['boxing-2', 'boxing-3', '夜の部', 'workout', 'quick-2', 'boxing-4'])
    expect(new Set(choices.map(({ id }) => id)).size).toBe(choices.length)
  })
  it('hold a workout once, the newest of its name', () => {
    const list = withWorkout(withWorkout([named('A')], named('B')), named('A', 5))
    expect(list.map(({ name, rounds }) => [name, rounds])).toEqual([['A', 5], ['B', 1]])
  })
  it('are listed one a line, the id first, then the name, the rounds and lengths, and how long it takes', () => {
    const text = listText(choicesOf([named('Leg Day')]))
    expect(text).toMatch(/^boxing +Boxing +12 × 3:00 \/ 1:00 +47:10\n[^]*\nleg-day +Leg Day +1 × 0:20 +0:20\n$/)
    expect(new Set(text.trimEnd().split('\n').map((line) => line.length)).size).toBe(1)
  })
})

describe('a workout file', () => {
  it('is refused where it could not be run', () => {
    const long = JSON.stringify({ name: 'Long', rounds: 600, intervals: [{ work: 20, rest: 10 }] })
    expect(workoutFrom(long)).toMatchObject({ ok: false, error: { code: 'bad-plan' } })
    expect(workoutFrom('{')).toMatchObject({ ok: false, error: { code: 'bad-workout' } })
  })
})
