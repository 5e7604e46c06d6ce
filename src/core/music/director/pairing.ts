import type { Candidate } from './candidate'
import type { Taste } from './direction'
import { pairWeights } from './weights'

/** A key is sure enough to mind from here on. */
const SURE = 0.3

/** What two candidates near each other cost: one artist, one genre, keys that clash, the same track running. */
export function pairing(candidates: readonly Candidate[], { mapped }: Taste): (a: number, b: number, steps: number) => number {
  const artists = numbered(candidates.map(({ track }) => nameOf(track.artist)))
  const genres = numbered(candidates.map(({ track }) => mapped.get(track.id)?.genre?.split('/')[0]?.trim().toLowerCase() ?? null))
  const keys = candidates.map(({ facts }) => (facts?.key && facts.keyConfidence >= SURE ? facts.key : null))
  return (a, b, steps) => {
    const near = 2 ** (1 - steps)
    let cost = 0
    if (a === b && steps === 1) cost += pairWeights.again
    if (artists[a]! >= 0 && artists[a] === artists[b]) cost += pairWeights.artist * near
    if (genres[a]! >= 0 && genres[a] === genres[b]) cost += pairWeights.genre * near
    const [x, y] = [keys[a], keys[b]]
    if (steps === 1 && x && y && clash(x, y)) cost += pairWeights.key
    return cost
  }
}

/** 'The Bravery feat. X', 'Bravery, Y' and 'Bravery' are one: who stands first. */
const nameOf = (artist: string | null): string | null =>
  artist === null ? null : artist.toLowerCase().replace(/\s*[,;&(]?\s*\b(feat|featuring|ft|with)\b.*$/u, '').replace(/\s*[,;].*$/su, '').replace(/^the\s+/u, '').trim() || null

function numbered(names: readonly (string | null)[]): Int32Array {
  const numbers = new Map<string, number>()
  return Int32Array.from(names, (name) => {
    if (name === null) return -1
    if (!numbers.has(name)) numbers.set(name, numbers.size)
    return numbers.get(name)!
  })
}

/** Camelot notation: neighbours on the wheel and the two of one number go together. */
function clash(a: string, b: string): boolean {
  const [x, y] = [Number.parseInt(a, 10), Number.parseInt(b, 10)]
  const apart = Math.min((x - y + 12) % 12, (y - x + 12) % 12)
  return a.at(-1) === b.at(-1) ? apart > 1 : apart > 0
}
