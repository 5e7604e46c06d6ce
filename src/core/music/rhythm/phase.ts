import type { Envelopes } from './envelope'
import { judge, tempoBins, type Committee } from './net'
import { FRAME_RATE } from './onsets'

/** The flux of music's onsets peaks about this long after they begin. Seconds; measured on rendered pieces. */
export const ONSET_DELAY = 0.007
const SLOTS = 96
const CANDIDATES = 5
/** A peak this much lower than the highest is no candidate: nothing sounds there. */
const LEAST = 0.1
/** Where else in the beat an alternative is looked at. */
const OFFSETS = [0, 1 / 4, 1 / 2, 3 / 4, 1 / 3, 2 / 3]

/** How far beside a place in the beat the music's first sound may lie to speak for it. Seconds, one deviation. */
const NEAR = 0.03

/** The places in a beat of `tempo` BPM (0-1, from time 0) where its first onset may lie, with the inputs to choose by. */
export interface PhaseChoice {
  readonly phase: number
  readonly inputs: readonly number[]
}

/** @param entrance see entranceOf: songs seldom begin between the beats */
export function phaseChoices({ all, low, mid, high }: Envelopes, tempo: number, entrance: number | null): readonly PhaseChoice[] {
  const folds = [all, low, mid, high].map((envelope) => fold(envelope, tempo))
  const shape = Float64Array.from(folds[0]!, (x, p) => x + 0.5 * folds[1]![p]!)
  const phases = peaksOf(shape)
  // The off-beat always stands for choice, also where it has no peak of its own.
  if (phases.length > 0) {
    const opposite = (phases[0]! + 0.5) % 1
    if (phases.every((phase) => apart(phase, opposite) > 0.06)) phases.push(opposite)
  }
  const period = 60 / tempo
  const begins = entrance === null ? null : (entrance / FRAME_RATE / period) % 1
  if (begins !== null && phases.every((phase) => apart(phase, begins) > 0.06)) phases.push(begins)
  const nearness = (phase: number) => (begins === null ? 0 : Math.exp(-0.5 * ((apart(phase, begins) * period) / NEAR) ** 2))
  return phases.map((phase) => ({
    phase,
    inputs: [
      ...folds.flatMap((folded) => OFFSETS.map((offset) => Math.log(at(folded, phase + offset) + 0.1))),
      nearness(phase),
      ...tempoBins(tempo),
    ],
  }))
}

/** The phase (0-1, from time 0) of a steady pulse. */
export function phaseOf(committee: Committee, envelopes: Envelopes, tempo: number, entrance: number | null): number {
  const choices = phaseChoices(envelopes, tempo, entrance)
  const chances = judge(committee, choices.map(({ inputs }) => inputs))
  const best = chances.reduce((top, chance, i) => (chance > chances[top]! ? i : top), 0)
  return choices[best]?.phase ?? 0
}

/** How far two places on the beat's circle lie apart, 0-0.5; `b` may have gone round. */
const apart = (a: number, b: number): number => Math.abs(((((a - b) % 1) + 1.5) % 1) - 0.5)

/** Local maxima of a circle, largest first, with a parabola for the place between slots. */
function peaksOf(circle: Float64Array): number[] {
  const slot = (p: number) => circle[(p + SLOTS) % SLOTS]!
  return Array.from(circle, (_, p) => p)
    .filter((p) => slot(p) > slot(p - 1) && slot(p) >= slot(p + 1))
    .sort((a, b) => slot(b) - slot(a))
    .filter((p, _, [highest]) => slot(p) >= LEAST * slot(highest!))
    .slice(0, CANDIDATES)
    .map((p) => {
      const bend = slot(p - 1) - 2 * slot(p) + slot(p + 1)
      const offset = bend < 0 ? (slot(p - 1) - slot(p + 1)) / (2 * bend) : 0
      return ((p + offset) / SLOTS + 1) % 1
    })
}

function at(circle: Float64Array, phase: number): number {
  const x = (phase % 1) * SLOTS
  const p = Math.floor(x)
  return circle[p % SLOTS]! + (x - p) * (circle[(p + 1) % SLOTS]! - circle[p % SLOTS]!)
}

/** The envelope summed on the beat's circle, smoothed by a triangle of +-20 ms, its mean 1. */
function fold(envelope: Float32Array, tempo: number): Float64Array {
  const sums = new Float64Array(SLOTS)
  const turn = tempo / 60 / FRAME_RATE
  let total = 1e-9
  for (let i = 0; i < envelope.length; i++) {
    const x = ((i * turn) % 1) * SLOTS
    const p = Math.floor(x)
    const part = (x - p) * envelope[i]!
    sums[p]! += envelope[i]! - part
    sums[(p + 1) % SLOTS]! += part
    total += envelope[i]!
  }
  const reach = Math.max(1, Math.round(0.02 * (tempo / 60) * SLOTS))
  const scale = SLOTS / total / (reach + 1) ** 2
  return sums.map((_, p) => {
    let sum = 0
    for (let d = -reach; d <= reach; d++) sum += (reach + 1 - Math.abs(d)) * sums[(p + d + SLOTS) % SLOTS]!
    return scale * sum
  })
}
