/** How well a text has a word: not, as far as it is typed (more letters may yet make it that), so that it is meant. */
export const [absent, begun, meant] = [0, 1, 2] as const

/** How a word may stand in a text. */
export interface Pattern {
  /** It begins one word. */
  readonly plain: string
  /** It begins there, over as many words as it takes. Null for a letter. */
  readonly over: RegExp | null
  /** It is several whole words: 'rem' is R.E.M., but no 're mind'. Null where it is too long to stand over words by chance. */
  readonly whole: RegExp | null
}

/** Letters from which on a word does not stand over several by chance. */
const telling = 5

function patternOf(word: string): Pattern {
  const letters = [...word].map((one) => one.replace(/[^\p{L}\p{M}\p{N}]/u, '\\$&'))
  const over = ` ${letters.join(' ?')}`
  return { plain: ` ${word}`, over: letters.length === 1 ? null : new RegExp(over), whole: letters.length < telling ? new RegExp(`${over}(?![^ \\n])`) : null }
}

/** Words in a row that may be one, in a query of no more words than this: there are over a hundred ways to put eight together. */
const [mostJoined, mostWords] = [4, 8]

/** For each word of a query how it, and it with the next ones, may stand in a text. */
export const patternsOf = (words: readonly string[]): readonly (readonly Pattern[])[] =>
  words.map((_, from) => words.slice(from, from + (words.length > mostWords ? 1 : mostJoined)).map((_, more) => patternOf(words.slice(from, from + more + 1).join(''))))

/** @param likely most texts have it: that sooner looks for it where it is simple */
function wordIn(text: string, { plain, over, whole }: Pattern, likely: boolean): number {
  if (over === null) return text.includes(plain) ? meant : absent
  if (likely && text.includes(plain)) return meant
  if (!over.test(text)) return absent
  return whole === null || (!likely && text.includes(plain)) || whole.test(text) ? meant : begun
}

/**
 * How well a text has all the words from one on, each or several together.
 * @param text folded words, each with a space before it, each field ending with its line
 */
export function allIn(text: string, patterns: readonly (readonly Pattern[])[], likely: boolean, from = 0): number {
  const here = patterns[from]
  if (here === undefined) return meant
  let best: number = absent
  for (let more = 0; more < here.length && best < meant; more++) {
    const one = wordIn(text, here[more]!, likely)
    if (one === absent) break // Nor does it together with one more.
    best = Math.max(best, Math.min(one, allIn(text, patterns, likely, from + more + 1)))
  }
  return best
}
