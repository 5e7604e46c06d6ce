import { fold } from './fold'
import { light, read, type Version } from './lexicon'
import { unlikeness } from './likeness'

/** A credit, taken apart. All folded and written together. */
export interface Credit {
  /** The whole of it, and the first name of it: what a file must have. */
  readonly main: readonly string[]
  /** What people write for it: 'Soulja Boy' for 'Soulja Boy Tell 'Em'. */
  readonly short: readonly string[]
  /** The others that are credited. */
  readonly others: readonly string[]
}

/** Unlikeness of a shortened name, of one who is only co-credited, and the most that spelling explains. */
export const SHORTENED = 0.1
const CO_CREDITED = 0.2
export const MISSPELT = 0.22

const tight = (name: string): string => plain(name).replaceAll(' ', '')

/** Without 'The' before or after, 'DJ', and what sites add to an uploader's name. */
function plain(name: string): string {
  const folded = fold(name).replace(/vevo$/, '').replace(/ (topic|official)$/, '')
  return folded.replace(/^(the|dj) (?=.)/, '').replace(/(?<=.) the$/, '').trim()
}

/** @param apart also at '/', which tags put between names, and catalogs only within one */
const names = (raw: string, apart: RegExp): readonly string[] =>
  raw
    .replaceAll(/[([](?=\s*(?:feat|ft|featuring|with)\b)/gi, ' ')
    .split(apart)
    .map((name) => tight(name))
    .filter((name) => name !== '')

const inCatalog = /\s(?:feat\.?|ft\.?|featuring|vs\.?|with|and|x)\s|[;,&+]|\s\/\s/i
const inTag = /\s(?:feat\.?|ft\.?|featuring|vs\.?|with|and|x)\s|[;,/&+]/i

/** A credit as a catalog writes it. */
export function creditOf(raw: string): Credit {
  const [first = '', ...others] = names(raw, inCatalog)
  const words = plain(raw.split(/[;,&+]|\s(?:feat|ft|featuring)\b/i)[0] ?? '').split(' ')
  const [one = '', two = ''] = words
  const isLong = words.length >= 3
  const short = isLong && !light.has(one) && !light.has(two) ? [one + two] : []
  const initials = isLong ? [words.map((word) => word[0]).join('')] : []
  return { main: [...new Set([tight(raw), first])].filter((name) => name !== ''), short: [...short, ...initials], others: others.filter((name) => name.length > 1) }
}

/** How unlike two credits are, 0-1: the wanted one, and a tag's. */
export function artistUnlikeness(wanted: Credit, raw: string): number {
  const whole = tight(raw)
  // A name may have a slash of its own beside others: 'AC/DC, Somebody'.
  const all = [...new Set([...names(raw, inTag), ...names(raw, inCatalog)])]
  if (wanted.main.includes(whole) || all.some((name) => wanted.main.includes(name))) return 0
  if (wanted.short.includes(whole) || all.some((name) => wanted.short.includes(name)) || wanted.main.some((name) => creditOf(raw).short.includes(name))) return SHORTENED
  if (all.some((name) => wanted.others.includes(name))) return CO_CREDITED
  const spelling = Math.min(...wanted.main.flatMap((name) => [whole, ...all].map((one) => unlikeness(name, one))))
  return spelling <= MISSPELT ? spelling : 1
}

/** What an artist's name tells of the recording ('Karaoke All Stars'), and the name without those words. */
export function artistTells(raw: string): { readonly versions: readonly Version[]; readonly rest: string } {
  const { versions, unknown } = read(fold(raw).split(' '))
  const telling = versions.filter((version) => version === 'tribute' || version === 'karaoke' || version === '8-bit' || version === 'cover')
  return { versions: telling, rest: telling.length > 0 ? unknown.filter((word) => word !== 'band').join(' ') : raw }
}
