import fc from 'fast-check'
import type { Track } from '../../src/core/music/track'
import { compile, type Plan } from '../../src/core/workout/plan'
import type { Seconds, Workout } from '../../src/core/workout/workout'

/** Lengths in whole milliseconds: the short ones, where rules collide, as often as the usual ones. */
export const length = (mostMs = 200_000): fc.Arbitrary<Seconds> =>
  fc.oneof(fc.integer({ min: 1000, max: 6000 }), fc.constantFrom(1000, 3000, 10_000, 30_000, 60_000), fc.integer({ min: 1000, max: mostMs })).map((ms) => ms / 1000)
export const optionalLength = (): fc.Arbitrary<Seconds> => fc.oneof(fc.constant(0), length())

/** Workouts inside every limit. */
export const workout: fc.Arbitrary<Workout> = fc.record({
  name: fc.constant('Any'),
  prep: optionalLength(),
  warmup: optionalLength(),
  rounds: fc.integer({ min: 1, max: 7 }),
  intervals: fc.array(fc.record({ work: length(), rest: optionalLength() }), { minLength: 1, maxLength: 4 }),
  cooldown: optionalLength(),
})

/** The plan of a workout that is known to be good. */
export function planOf(workout: Workout): Plan {
  const compiled = compile(workout)
  if (!compiled.ok) throw new Error(compiled.error.message)
  return compiled.value
}

export const plan: fc.Arbitrary<Plan> = workout.map(planOf)

export const track = (number: number, more: Partial<Track> = {}): Track => ({
  id: number.toString(16).padStart(16, '0'),
  file: `${number}.mp3`,
  title: `Track ${number}`,
  artist: null,
  album: null,
  duration: 200,
  tempo: 140,
  tempoFrom: 'tag',
  ...more,
})

/** Libraries of up to `most` tracks, among them very short ones and ones without a tempo. */
export const tracks = (most = 12): fc.Arbitrary<Track[]> =>
  fc
    .array(
      fc.record({
        duration: fc.oneof(fc.integer({ min: 5000, max: 30_000 }), fc.integer({ min: 100, max: 400_000 })).map((ms) => ms / 1000),
        tempo: fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 6, arbitrary: fc.integer({ min: 500, max: 2200 }).map((tenths) => tenths / 10) }),
      }),
      { maxLength: most },
    )
    .map((all) => all.map((one, i) => track(i + 1, one)))

export const crossfade: fc.Arbitrary<Seconds> = fc.oneof(fc.constantFrom(0, 3, 12), fc.double({ min: 0.001, max: 12, noNaN: true }))
