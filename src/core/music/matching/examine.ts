import { MISSPELT as MISSPELT_ARTIST, SHORTENED } from './artist'
import { light, read, told, type Version } from './lexicon'
import { unlikeness } from './likeness'
import type { Song } from './song'
import { findTight, type Place, type Text } from './text'
import { weights } from './weights'

/** What a title tag or a file's name says of a song. */
export interface Finding {
  /** 0-1: how unlike the best title in it is. */
  readonly title: number
  readonly truncated: boolean
  /** What words beside the title add to the distance. */
  readonly extra: number
  /** How unlike the artist named in it is; null where it names none. */
  readonly artist: number | null
  /** Parts that are neither title nor artist nor anything known: where no artist is found one of them may be another artist. */
  readonly parts: number
  readonly versions: readonly Version[]
  /** Kinds of version that the title as found names already. */
  readonly named: readonly Version[]
  readonly cut: boolean
}

/** An ID3v1 tag ends after 30 characters; a trailing space is lost. */
const CUT_OFF = { from: 28, to: 31, least: 10 } as const

interface Hit extends Place {
  readonly title: number
  readonly truncated: boolean
  readonly named: readonly Version[]
}

/**
 * Finds a song's title in a text and says what the rest of the text is.
 * @param isName a file's name, where parts may be anything; else a title tag
 */
export function examine(song: Song, text: Text, isName: boolean): Finding {
  const { words, part, bracket } = text
  const hit = cutOff(song, text, isName) ?? exact(song, words) ?? nearest(song, text)
  const titleParts = new Set(part.slice(hit.at, hit.at + hit.length))
  const left = words.map((_, i) => i < hit.at || i >= hit.at + hit.length)
  let artist = takeArtist(song, words, left, hit)
  for (const name of [song.album, song.catalog, ...song.featured]) take(name, words, left, hit)

  const versions = new Set<Version>()
  let cut = false
  let parts = 0
  let strange = 0
  let share = 0
  for (const { from, to } of stretches(part, left)) {
    const own = titleParts.has(part[from]!)
    const after = from >= hit.at
    const some = read(words.slice(from, to), own && after)
    // A part before the title is an artist or an album, where a mix or an edit is only a name.
    const counted = some.versions.filter((version) => own || after || bracket[part[from]!] || told.has(version))
    for (const version of counted) versions.add(version)
    cut ||= some.cut
    // 'Moon Version' is another recording even where 'Moon' stands in the album's name.
    const explained = (word: string) => (own ? from < hit.at && light.has(word) : song.known.has(word) && !words.slice(from, to).includes('version'))
    // '(Live at Wembley)', '(Someone's Remix)': another recording counts once, not again for each word of its name.
    if (!own && counted.some((version) => !song.versions.includes(version))) continue
    const unknown = some.unknown.filter((word) => !explained(word))
    if (unknown.length === 0) continue
    if (!own && artist === null && song.credit !== null && !bracket[part[from]!]) {
      const name = unknown.join('')
      const spelling = song.credit.short.includes(name) ? SHORTENED : Math.min(...song.credit.main.map((one) => unlikeness(one, name)))
      if (spelling <= MISSPELT_ARTIST) {
        artist = spelling
        continue
      }
    }
    if (own || bracket[part[from]!] || !isName) {
      strange++
      if (own) share += unknown.join('').length
    } else parts++
  }
  const length = words.slice(hit.at, hit.at + hit.length).join('').length
  const extra = strange === 0 ? 0 : Math.max(weights.extraWords, share / (share + length))
  return { title: hit.title, truncated: hit.truncated, extra, artist, parts, versions: [...versions], named: hit.named, cut }
}

function exact({ forms }: Song, words: readonly string[]): Hit | null {
  for (const { tight, versions } of forms) {
    const place = findTight(tight, words)
    if (place) return { ...place, title: 0, truncated: false, named: versions }
  }
  return null
}

function cutOff({ forms }: Song, { words, length }: Text, isName: boolean): Hit | null {
  if (length < CUT_OFF.from || length > CUT_OFF.to) return null
  for (let at = 0; at < (isName ? words.length : 1); at++) {
    const end = words.slice(at).join('')
    const form = end.length < CUT_OFF.least ? undefined : forms.find(({ tight }) => tight !== end && tight.startsWith(end))
    if (form) return { at, length: words.length - at, title: 0, truncated: true, named: form.versions }
  }
  return null
}

/** The stretch of words that is most like the title: a part, or all, without the artist and numbers before it. */
function nearest(song: Song, { words, part }: Text): Hit {
  let best: Hit = { at: 0, length: words.length, title: 1, truncated: false, named: [] }
  const starts = [0, ...part.flatMap((one, i) => (i > 0 && part[i - 1] !== one ? [i] : []))]
  const artist = song.credit?.main.map((name) => findTight(name, words)).find((place) => place !== null)
  const ends = [...starts.slice(1), words.length]
  const stretches = [...starts.map((at, i) => [at, ends[i]!] as const), [0, words.length] as const, ...(artist ? [[artist.at + artist.length, words.length] as const, [0, artist.at] as const] : [])]
  for (const [from, end] of stretches) {
    let at = from
    while (at < end && /^\d+$/.test(words[at]!)) at++
    const stretch = words.slice(at, end)
    if (stretch.length === 0) continue
    const whole = Math.min(...song.forms.map(({ tight }) => unlikeness(tight, stretch.join(''))))
    const heavy = (all: readonly string[]) => all.filter((word) => !light.has(word)).join('')
    const title = heavy(stretch) === '' || numbersOf(stretch) !== numbersOf(song.base.words) ? whole : Math.min(whole, (whole + unlikeness(heavy(song.base.words), heavy(stretch))) / 2)
    const apart = numbersOf(stretch) === numbersOf(song.base.words) ? title : Math.max(title, 0.3)
    if (apart < best.title) best = { at, length: end - at, title: apart, truncated: false, named: [] }
  }
  return best
}

const numbersOf = (words: readonly string[]): string => words.filter((word) => /^\d+$/.test(word)).join(' ')

/** Takes a name out of the words that are left; true where it was there. */
function take(name: string, words: readonly string[], left: boolean[], { at, length }: Place): boolean {
  if (name === '') return false
  for (const [from, to] of [[0, at], [at + length, words.length]] as const) {
    const place = findTight(name, words.slice(from, to))
    if (!place) continue
    let first = from + place.at
    while (first > from && /^(by|the|dj|and)$/.test(words[first - 1]!)) first--
    left.fill(false, first, from + place.at + place.length)
    return true
  }
  return false
}

function takeArtist({ credit }: Song, words: readonly string[], left: boolean[], hit: Place): number | null {
  if (!credit) return null
  if (credit.main.some((name) => take(name, words, left, hit))) return 0
  return credit.short.some((name) => name.length > 4 && take(name, words, left, hit)) ? SHORTENED : null
}

/** Runs of words that are left, each within one part. */
function* stretches(part: readonly number[], left: readonly boolean[]) {
  for (let from = 0; from < part.length;) {
    let to = from
    while (to < part.length && left[to] && part[to] === part[from]) to++
    if (to > from) yield { from, to }
    from = Math.max(to, from + 1)
  }
}
