import { match } from '../../../../src/core/music/match'
import type { Case } from './cases'

/** What came of cases: `strong` files taken without asking, `good` the right ones among them, `wanted` cases that have a right one. */
export interface Tally {
  cases: number
  wanted: number
  strong: number
  good: number
  /** Of the files that must be offered: how many are, as the candidate or among the others. */
  toOffer: number
  offered: number
}

export interface Outcome {
  readonly one: Case
  readonly state: string
  readonly file: string | null
  readonly distance: number | null
  readonly reasons: readonly string[]
  readonly fine: boolean
}

const empty = (): Tally => ({ cases: 0, wanted: 0, strong: 0, good: 0, toOffer: 0, offered: 0 })

/** Matches every case by itself, and counts by kind of damage. */
export function tallyOf(cases: readonly Case[]): { readonly all: Tally; readonly kinds: ReadonlyMap<string, Tally>; readonly outcomes: readonly Outcome[] } {
  const all = empty()
  const kinds = new Map<string, Tally>()
  const outcomes = cases.map((one): Outcome => {
    const [found] = match({ id: 'case', name: 'Never Back Down (2008)', tracks: [one.song] }, one.files, [])
    if (!found) throw new Error('no match for the song')
    const kind = kinds.get(one.kind) ?? empty()
    kinds.set(one.kind, kind)
    const taken = found.state === 'strong' ? (found.candidate?.id ?? null) : null
    const shown = new Set([found.candidate?.id, ...found.others.map(({ id }) => id)])
    const offered = one.offered.filter((id) => shown.has(id)).length
    for (const tally of [all, kind]) {
      tally.cases++
      if (one.right !== null) tally.wanted++
      if (taken !== null) tally.strong++
      if (taken !== null && taken === one.right) tally.good++
      tally.toOffer += one.offered.length
      tally.offered += offered
    }
    const { state, distance, reasons } = found
    return { one, state, distance, reasons, file: found.candidate?.id ?? null, fine: taken === one.right && offered === one.offered.length }
  })
  return { all, kinds, outcomes }
}

export const precision = ({ strong, good }: Tally): number => (strong === 0 ? 1 : good / strong)
export const recall = ({ wanted, good }: Tally): number => (wanted === 0 ? 1 : good / wanted)
