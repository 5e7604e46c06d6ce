/** Tempo tags outside of this are typing errors or "unknown", in BPM. */
const sane = { least: 30, most: 300 } as const
/** Ends of a range that differ by no more than this share of the lower one are of one tempo that wanders. */
const wanders = 0.1
/** Characters of a tag that are looked at. */
const longest = 60

const isSane = (tempo: number): boolean => tempo >= sane.least && tempo <= sane.most

const number = (digits: string): number => Number(digits.replace(',', '.'))

/**
 * The tempo that a tag's text means, in BPM from 30 to 300; null where it tells none ('0' is "unknown"). It is the first number in
 * the text: '128', '0128', '129.97', '128,5', '128 BPM', '~128', '128/64'.
 *
 * - Four or five digits are tenths or hundredths where just one of the two is sane ('1285', '12850'), as programs write that know
 *   whole numbers only.
 * - A range is its middle where it is narrow ('126-130'): nothing in the song is then further off than half of it. Where it is wide it
 *   is half and double time ('90-180'), between which there is nothing, and the first one counts.
 */
export function tempoOfTag(text: string): number | null {
  const [, first, second] = /^[^\d.,-]*(\d+(?:[.,]\d+)?)(?:\s*[-–—]\s*(\d+(?:[.,]\d+)?))?/.exec(text.slice(0, longest).trim()) ?? []
  if (first === undefined) return null
  const tempo = number(first)
  if (isSane(tempo)) {
    const end = second === undefined ? tempo : number(second)
    return Math.abs(end - tempo) <= wanders * Math.min(end, tempo) && isSane(end) ? (tempo + end) / 2 : tempo
  }
  if (!/^\d{4,5}$/.test(first)) return null
  const parts = [tempo / 10, tempo / 100].filter(isSane)
  return parts.length === 1 ? parts[0]! : null
}
