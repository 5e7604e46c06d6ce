import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { builtin, quickWorkout } from '../../../src/core/workout/builtin'
import { compile } from '../../../src/core/workout/plan'
import { parseWorkout, readWorkout } from '../../../src/core/workout/workout'

const good = { name: 'Mine', rounds: 3, intervals: [{ work: 60, rest: 30, label: 'Jab' }] }
const message = (value: unknown): string => {
  const parsed = parseWorkout(value)
  return parsed.ok ? 'accepted' : parsed.error.message
}

describe('a workout file', () => {
  test('in its simplest form is read, and what is absent means none', () => {
    const json = '{ "name": " Mine ", "prep": 10, "warmup": 0, "rounds": 3, "intervals": [{ "work": 60, "rest": 30, "label": "Jab" }], "cooldown": 5 }'
    expect(readWorkout(json)).toEqual({
      ok: true,
      value: { name: 'Mine', prep: 10, warmup: 0, rounds: 3, intervals: [{ work: 60, rest: 30, label: 'Jab' }], cooldown: 5 },
    })
    expect(readWorkout('{ "name": "M", "rounds": 1, "intervals": [{ "work": 1 }] }')).toEqual({
      ok: true,
      value: { name: 'M', prep: 0, warmup: 0, rounds: 1, intervals: [{ work: 1, rest: 0 }], cooldown: 0 },
    })
  })

  test('may begin with a byte-order mark', () => {
    expect(readWorkout(`\uFEFF${JSON.stringify(good)}`).ok).toBe(true)
  })

  test.each(['', '{', 'work: 60', '\u0000\u0001', '{"name": "x",}'])('that is not JSON says so: %j', (text) => {
    expect(readWorkout(text)).toMatchObject({ ok: false, error: { code: 'bad-workout', message: expect.stringContaining('is not JSON') } })
  })
})

describe('a bad workout is refused with the field and the rule', () => {
  const seconds = 'must be a number of seconds from 1 to 7200'
  const optional = 'must be 0 (none) or a number of seconds from 1 to 7200'
  const rounds = 'must be a whole number from 1 to 999'
  test.each<readonly [unknown, string]>([
    [null, 'the workout: must be an object'],
    [[], 'the workout: must be an object'],
    ['boxing', 'the workout: must be an object'],
    [{ ...good, name: undefined }, 'name: must be a text'],
    [{ ...good, name: '  ' }, 'name: must not be empty'],
    [{ ...good, name: 'x'.repeat(61) }, 'name: must have at most 60 characters'],
    [{ ...good, name: 'a\u001b[2Jb' }, 'name: must not have control characters'],
    [{ ...good, intervals: [{ work: 9, label: 'a\nb' }] }, 'intervals[0].label: must not have control characters'],
    [{ ...good, rounds: undefined }, `rounds: ${rounds}`],
    [{ ...good, rounds: 0 }, `rounds: ${rounds}`],
    [{ ...good, rounds: 2.5 }, `rounds: ${rounds}`],
    [{ ...good, rounds: 1000 }, `rounds: ${rounds}`],
    [{ ...good, rounds: '3' }, `rounds: ${rounds}`],
    [{ ...good, rounds: NaN }, `rounds: ${rounds}`],
    [{ ...good, intervals: undefined }, 'intervals: must be a list of intervals'],
    [{ ...good, intervals: {} }, 'intervals: must be a list of intervals'],
    [{ ...good, intervals: [] }, 'intervals: must have at least one interval'],
    [{ ...good, intervals: Array(1000).fill({ work: 1 }) }, 'intervals: must have at most 999 intervals'],
    [{ ...good, intervals: [5] }, 'intervals[0]: must be an object'],
    [{ ...good, intervals: [{ work: 60 }, { rest: 30 }] }, `intervals[1].work: ${seconds}`],
    [{ ...good, intervals: [{ work: 60, rest: 0.5 }] }, `intervals[0].rest: ${optional}`],
    [{ ...good, intervals: [{ work: 60, label: 'x'.repeat(41) }] }, 'intervals[0].label: must have at most 40 characters'],
    [{ ...good, intervals: [{ work: 60, reps: 5 }] }, 'intervals[0].reps: is not a known field'],
    [{ ...good, prep: -1 }, `prep: ${optional}`],
    [{ ...good, warmup: '10' }, `warmup: ${optional}`],
    [{ ...good, cooldown: 7201 }, `cooldown: ${optional}`],
    [{ ...good, cooldown: null }, `cooldown: ${optional}`],
    [{ ...good, scheme: 'loud' }, 'scheme: must be one of fight, beeps, quiet'],
    [{ ...good, round: 5 }, 'round: is not a known field'],
    [JSON.parse('{"__proto__": {"rounds": 1}, "name": "x", "rounds": 1, "intervals": [{"work": 1}]}'), '__proto__: is not a known field'],
  ])('%# %.60j', (value, expected) => {
    expect(message(value)).toBe(expected)
  })

  test('all of it at once, and of very much only how much more there is', () => {
    expect(message({ name: '', rounds: 0, intervals: [{ work: 60, reps: 5, sets: 2 }, { work: 0 }] })).toBe(
      `name: must not be empty; rounds: ${rounds}; intervals[0].reps: is not a known field; intervals[0].sets: is not a known field; intervals[1].work: ${seconds}`,
    )
    expect(message({ ...good, intervals: Array(999).fill({ work: 0 }) })).toMatch(/^(intervals\[\d\]\.work: [^;]+; ){8}and 991 more$/)
  })

  test('for every length that is negative, zero, too short, too long or no number', () => {
    const bad = fc.oneof(
      fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 0.999, 7200.001, Number.MAX_VALUE, Number.MIN_VALUE, '60', null, true, {}),
      fc.double({ max: 0.9999999, noNaN: true }),
      fc.double({ min: 7200.0000001, noNaN: true }),
    )
    fc.assert(
      fc.property(bad, (work) => {
        expect(message({ ...good, intervals: [{ work }] })).toBe(`intervals[0].work: ${seconds}`)
      }),
    )
    const field = fc.constantFrom('prep', 'warmup', 'cooldown')
    fc.assert(
      fc.property(field, bad, (name, value) => {
        fc.pre(value !== 0)
        expect(message({ ...good, [name]: value })).toBe(`${name}: ${optional}`)
      }),
    )
  })

  test('whatever it is: never an exception, always a sentence', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (value) => {
        expect(message(value)).toMatch(/: (must|is) /)
      }),
    )
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readWorkout(text).ok).toBe(false)
      }),
    )
  })
})

describe('the built-in workouts', () => {
  test.each([
    ['boxing', 12, 180, 60, 'fight'],
    ['amateur-boxing', 3, 180, 60, 'fight'],
    ['mma', 5, 300, 60, 'fight'],
    ['muay-thai', 5, 180, 120, 'fight'],
    ['tabata', 8, 20, 10, 'beeps'],
    ['hiit', 10, 40, 20, 'beeps'],
    ['emom', 10, 60, 0, 'beeps'],
  ] as const)('%s is %i rounds of %i s work and %i s rest', (id, rounds, work, rest, scheme) => {
    const workout = builtin[id]
    if (!workout) throw new Error(`no ${id}`)
    const compiled = compile(workout)
    if (!compiled.ok) throw new Error(compiled.error.message)
    const { segments, duration } = compiled.value
    const works = segments.filter(({ phase }) => phase === 'work')
    const rests = segments.filter(({ phase }) => phase === 'rest')
    expect(works.map(({ round }) => round)).toEqual(Array.from({ length: rounds }, (_, i) => i + 1))
    expect(works.map(({ start, end }) => end - start)).toEqual(Array(rounds).fill(work))
    expect(rests.map(({ start, end }) => end - start)).toEqual(Array(rest > 0 ? rounds - 1 : 0).fill(rest))
    expect(duration).toBe(10 + rounds * work + (rounds - 1) * rest)
    expect(segments.length).toBe(1 + works.length + rests.length)
    expect(workout.scheme).toBe(scheme)
  })

  test('are the seven of the list and no other', () => {
    expect(Object.keys(builtin)).toEqual(['boxing', 'amateur-boxing', 'mma', 'muay-thai', 'tabata', 'hiit', 'emom'])
  })

  test('quick takes the four numbers of the home screen, and refuses bad ones by name', () => {
    expect(compile(quickWorkout({ rounds: 2, work: 30, rest: 15, prep: 5 }))).toMatchObject({ ok: true, value: { duration: 80 } })
    expect(compile(quickWorkout({ rounds: 2, work: 0, rest: 15, prep: 5 }))).toMatchObject({ ok: false, error: { message: expect.stringMatching(/^intervals\[0\]\.work: /) } })
  })
})
