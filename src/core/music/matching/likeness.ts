const LONGEST = 200
/** Three rows of the table, used again for every comparison: thousands are made in one call. */
let [before, row, next] = [0, 1, 2].map(() => new Uint16Array(LONGEST + 1)) as [Uint16Array, Uint16Array, Uint16Array]

/**
 * Edits that make one text the other, over the length of the longer: 0 the same, 1 nothing in common. An edit inserts, leaves out
 * or replaces a character or swaps two neighbours (optimal string alignment, after Damerau 1964). Texts of over 200 characters are
 * the same or not, and texts of which one is over twice as long have nothing in common.
 */
export function unlikeness(a: string, b: string): number {
  if (a === b) return 0
  const longest = Math.max(a.length, b.length)
  if (longest > LONGEST || 2 * Math.min(a.length, b.length) < longest) return 1
  for (let j = 0; j <= b.length; j++) row[j] = j
  for (let i = 1; i <= a.length; i++) {
    next[0] = i
    const letter = a.charCodeAt(i - 1)
    for (let j = 1; j <= b.length; j++) {
      const same = letter === b.charCodeAt(j - 1)
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1))
      if (!same && i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) cost = Math.min(cost, before[j - 2]! + 1)
      next[j] = cost
    }
    ;[before, row, next] = [row, next, before]
  }
  return row[b.length]! / longest
}
