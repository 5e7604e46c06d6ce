import { fold } from './fold'

/** Words that make a recording another one than the studio recording, by kind. All folded; a phrase counts before its words. */
const versionWords = {
  live: ['live', 'unplugged', 'in concert', 'concert version', 'bootleg'],
  remix: ['remix', 'remixes', 'remixed', 'rmx', 'mix', 'extended', 'dub', 'rework', 'refix', 'mashup', 'mash up', 'megamix', 'edit', 're edit', 'vip'],
  cover: ['cover', 'covers', 'covered by', 'performed by', 'originally performed by', 'made famous by', 'as made famous by', 'in the style of', 'in the style'],
  tribute: ['tribute', 'tribute to', 'string quartet', 'kidz bop', 'lullaby', 'lullabies', 'rendition', 'renditions', 'salute to', 'parody'],
  karaoke: ['karaoke', 'backing track', 'sing along', 'singalong', 'minus one', 'playback', 'sing king'],
  instrumental: ['instrumental', 'instrumentals', 'no vocals', 'drumless', 'a cappella', 'acapella', 'acappella', 'a capella', 'vocals only'],
  acoustic: ['acoustic', 'stripped', 'piano version', 'piano', 'orchestral', 'symphonic', 'music box'],
  demo: ['demo', 'demos', 'rehearsal', 'outtake', 'alternate', 'alternate take', 'alternative version', 'early version', 'rough mix', 'session', 'sessions'],
  're-recording': ['re recorded', 'rerecorded', 're recording', 'new recording', 'taylors version'],
  'changed speed': ['sped up', 'speed up', 'spedup', 'slowed', 'slowed down', 'nightcore', 'daycore', 'reverb', 'chopped', 'screwed', '8d', 'bass boosted'],
  '8-bit': ['8 bit', '8bit', 'chiptune', '16 bit'],
  part: ['reprise', 'intro', 'outro', 'interlude', 'skit', 'snippet', 'preview', 'ringtone', 'medley', 'interview', 'commentary', 'excerpt', 'teaser', 'trailer', 'reaction', 'lesson', 'tutorial', 'making of'],
} as const
export type Version = keyof typeof versionWords

/** The same recording, shortened or with words bleeped out. */
const cutWords = ['radio edit', 'radio mix', 'radio version', 'single edit', 'single version', 'single mix', 'clean', 'clean version', 'edited', 'censored', 'explicit', 'explicit version', 'uncensored', 'dirty']

/** Says nothing of the song, wherever it stands. */
const noise = [
  'remaster', 'remastered', 'remastering', 'remasters', 'remastered version', 'remaster version', 'digitally', 'digitally remastered', 'digital remaster', 'digital remastered', 'album version', 'original version',
  'original album version', 'studio version', 'main version', 'full length version', 'soundtrack version', 'stereo version', 'mono version', 'stereo mix', 'mono mix', 'mono', 'stereo',
  'original mix', 'lp version', 'official', 'official video', 'official audio', 'music video', 'official music video', 'video', 'videoclip', 'audio', 'lyrics', 'with lyrics', 'lyric video',
  'visualizer', 'visualiser', 'hd', 'hq', '4k', '1080p', '720p', 'high quality', 'mp3', 'm4a', 'aac', 'flac', 'ogg', 'wav', 'wma', 'opus', 'lossless', 'kbps', 'kbit', 'kbits', 'vbr', 'cbr',
  'khz', 'cdrip', 'vinyl rip', 'cd rip', 'web rip', 'cdm', 'cds', 'bonus track', 'deluxe edition', 'anniversary edition', 'anniversary remaster', 'anniversary version', 'special edition', 'expanded edition', 'deluxe version', 'ost', 'original soundtrack', 'va', 'various artists', 'vevo',
] as const
/** Says nothing of the song in a bracket or a part of its own; next to a title it may belong to another title. */
const filler = [
  'version', 'music', 'clip', 'lyric', 'with', 'full song', 'rip', 'ripped', 'vinyl', 'web', 'cd', 'disc', 'disk', 'track', 'download', 'downloaded', 'free', 'bonus', 'deluxe', 'edition',
  'anniversary', 'soundtrack', 'original', 'motion', 'picture', 'score', 'from', 'movie', 'film', 'theme', 'the', 'and', 'of', 'feat', 'ft', 'featuring', 'various', 'artists', 'hits',
  'best of', 'greatest', 'now', 'by', 'topic', 'copy', 'new', 'uk', 'us', 'a1', 'a2', 'b1', 'b2', 'album', 'single',
] as const

/** Words of little weight where two titles are compared or files are looked for. */
export const light: ReadonlySet<string> = new Set('a an and are at be by for from i im in is it its me my of on or so the this to we with you your like all that'.split(' '))

/** What stands where a tag should be, folded. */
const emptyTags = new Set(
  'unknown|unknown artist|unknown title|unknown album|untitled|no title|no artist|title|artist|various|various artists|va|soundtrack|original soundtrack|ost|new artist|none|null|n a|audio|audiotrack|compilation|youtube|anonymous|undefined'.split('|'),
)

/** True where a tag says nothing: empty, a place-holder, a numbered track, an address. */
export function saysNothing(raw: string | null, folded: string): boolean {
  if (raw === null || folded === '' || emptyTags.has(folded) || !/[\p{L}\p{N}]/u.test(folded)) return true
  if (/^(audio ?)?(track|pista|titel|piste|spur|song) ?\d*$/.test(folded) || /^\d{1,3}$/.test(folded)) return true
  return /\b(www\.|https?:)|\b[a-z0-9-]{3,}\.(com|net|org|info|ru)\b/i.test(raw)
}

/** 'Live' where it tells of a concert, not of a life. */
const concert = /^(recorded )?live (at|from|in|on|version|session|sessions|recording|mix|edit|acoustic|remaster|remastered|\d+)\b/
/** What a song comes from: a name in quotes, or one that says what it is. */
const origin = /^\W*(?:(?:music|song|theme) )?from\b.*?(?:["“”«„]|[‘']\S.*[’']|\b(?:soundtrack|motion picture|movie|film|series|musical|ost)\b)/i

/** Whether a part of a title tells only what the song comes from: 'From "Rocky III" Soundtrack'. */
export const isOrigin = (raw: string): boolean => origin.test(raw) && read(fold(raw).split(' ')).versions.length === 0

/**
 * Whether words that follow a title after a dash say only what others put in brackets: 'Remastered 2009', 'Radio Edit', 'Live at
 * Wembley', 'Somebody Remix'. What might be a title is one: 'Pt. 2', 'Two', 'Live and Let Die'.
 */
export function isAddition(words: readonly string[]): boolean {
  const { versions, cut, noise, unknown } = read(words)
  if (unknown.length === 0) return cut || noise || versions.length > 0
  if (versions.length === 0) return false
  const ends = (length: number) => {
    const end = read(words.slice(-length))
    return end.versions.length > 0 && end.unknown.length === 0
  }
  return concert.test(words.join(' ')) || ends(1) || ends(2)
}

type Mark = { readonly version: Version } | 'cut' | 'noise' | 'filler'
const marks = new Map<string, Mark>([
  ...noise.map((word) => [word, 'noise'] as const),
  ...filler.map((word) => [word, 'filler'] as const),
  ...cutWords.map((word) => [word, 'cut'] as const),
  ...Object.entries(versionWords).flatMap(([version, words]) => words.map((word) => [word, { version: version as Version }] as const)),
])
/** Words of the longest phrase. */
const LONGEST = 4

/** What the words beside a title mean. */
export interface Reading {
  readonly versions: readonly Version[]
  readonly cut: boolean
  /** Some say nothing wherever they stand. */
  readonly noise: boolean
  /** Words that the lexicon does not know. */
  readonly unknown: readonly string[]
}

/**
 * Reads words one phrase after the other, the longest phrase first.
 * @param strict they stand in one part with the title, after it: then filler and numbers count as unknown, but for years and rates
 */
export function read(words: readonly string[], strict = false): Reading {
  const versions: Version[] = []
  const unknown: string[] = []
  let [cut, noise] = [false, false]
  for (let at = 0; at < words.length;) {
    let length = Math.min(LONGEST, words.length - at)
    let mark: Mark | undefined
    for (; length > 0; length--) if ((mark = marks.get(words.slice(at, at + length).join(' ')))) break
    const word = words[at]!
    if (mark === 'cut') cut = true
    else if (mark === 'noise') noise = true
    else if (typeof mark === 'object') versions.push(mark.version)
    else if (mark === 'filler' ? strict : mark === undefined && !isNumber(word, words[at + 1], strict)) unknown.push(word)
    at += Math.max(1, length)
  }
  return { versions: [...new Set(versions)], cut, noise, unknown }
}

/** A number that says nothing of the song: a track's number, a year, a bit rate. */
const isNumber = (word: string, next: string | undefined, strict: boolean): boolean =>
  strict ? /^((19|20)\d\d|\d+k(bps|bit)?)$/.test(word) || (/^\d+$/.test(word) && /^k(bps|bits?|hz)$/.test(next ?? '')) : /^[a-d]?\d+(k|kbps|kbit)?$/.test(word) || (/^\d+(st|nd|rd|th)$/.test(word) && next === 'anniversary')

/** Kinds that a folder or an album may tell of every track in it. Mixes, edits and demos are too often only what somebody calls a folder. */
export const told: ReadonlySet<Version> = new Set<Version>(['live', 'cover', 'tribute', 'karaoke', 'instrumental', 'acoustic', 'changed speed', '8-bit'])
