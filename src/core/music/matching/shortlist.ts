import type { Candidate } from './candidate'
import { fold } from './fold'
import { light } from './lexicon'
import type { Song } from './song'
import { cleaned } from './text'

/** The share of a title's or an artist's letters that a file must have to be looked at. */
const ENOUGH = 0.5
/** The share of a title's neighbouring letters that a file by the artist must have: a slip of the pen leaves more. */
const ENOUGH_NEIGHBOURS = 0.5
/** What a word such as 'the' counts against another, a letter. */
const LIGHT = 0.2
/** Characters of a file's tags and name that are looked at. */
const LONGEST = 600
/** Files for each song: the likeliest. More share no more than some words. */
const MOST = 120
/** What a further word in a file's name and tags costs: of two files with the same words the shorter is likelier. */
const WORD = 0.005

/** What a word gives: to the title (even) or the artist (odd) of a song, by its letters. */
interface Use {
  readonly slot: number
  readonly weight: number
}

const weightOf = (word: string): number => word.length * (light.has(word) ? LIGHT : 1)

interface Likely {
  readonly file: number
  readonly score: number
}

/**
 * The files that may be one of the songs: they have half of the letters of its title in common words, or of its artist's name and
 * something like its title. The songs' words are indexed, since they are few; every file is read once.
 * @returns by song, the indexes of at most 120 files, the likeliest
 */
export function shortlist(songs: readonly Song[], files: readonly Candidate[]): readonly (readonly number[])[] {
  const uses = new Map<string, Use[]>()
  const needed = new Float64Array(2 * songs.length)
  const neighbours = songs.map(({ base: { tight } }) => [...tight].slice(1).map((_, i) => tight.slice(i, i + 2)))
  songs.forEach((song, s) => {
    add(uses, needed, 2 * s, song.base.words)
    add(uses, needed, 2 * s + 1, song.track.artist === null ? [] : fold(song.track.artist).split(' '))
  })
  const lists: Likely[][] = songs.map(() => [])
  const score = new Float64Array(2 * songs.length)
  const touched = new Set<number>()
  const seen = new Set<string>()
  files.forEach(({ title, artist, file }, f) => {
    const name = file.includes('%') ? cleaned(file) : file // 'Wolf%20Like%20Me' has no word of its own.
    const text = fold(`${title ?? ''} ${artist ?? ''} ${name}`.slice(0, LONGEST))
    const words = text.split(' ')
    seen.clear()
    for (const word of words) {
      const all = uses.get(word)
      if (all === undefined || seen.has(word)) continue
      seen.add(word)
      for (const { slot, weight } of all) {
        touched.add(slot >> 1)
        score[slot]! += weight
      }
    }
    for (const s of touched) {
      const [byTitle, byArtist] = [2 * s, 2 * s + 1].map((slot) => Math.min(1, score[slot]! / (needed[slot]! || 1))) as [number, number]
      const near = byTitle >= ENOUGH || (byArtist >= ENOUGH && shareIn(text, neighbours[s]!) >= ENOUGH_NEIGHBOURS)
      if (near) lists[s]!.push({ file: f, score: Math.max(byTitle, ENOUGH) + byArtist - WORD * words.length })
      score.fill(0, 2 * s, 2 * s + 2)
    }
    touched.clear()
  })
  return lists.map((list) => (list.length > MOST ? list.sort((a, b) => b.score - a.score).slice(0, MOST) : list).map(({ file }) => file))
}

const shareIn = (text: string, pairs: readonly string[]): number => pairs.filter((pair) => text.includes(pair)).length / Math.max(1, pairs.length)

/** Words, and neighbours written together ('rockstar', 'mutemath'), which count for both. */
function add(uses: Map<string, Use[]>, needed: Float64Array, slot: number, words: readonly string[]): void {
  const put = (word: string, weight: number) => uses.set(word, [...(uses.get(word) ?? []), { slot, weight }])
  for (const word of new Set(words)) {
    put(word, weightOf(word))
    needed[slot]! += weightOf(word)
  }
  words.slice(1).forEach((word, i) => put(words[i]! + word, weightOf(words[i]!) + weightOf(word)))
}
