import type { Candidate } from './candidate'
import { fold, wordsOf } from './fold'
import { saysNothing } from './lexicon'
import { tightAlbum } from './song'
import { cleaned, foldersOf, stemOf, textOf, type Text } from './text'

/** A file as it is compared. Null stands for a tag that says nothing. */
export interface File {
  readonly candidate: Candidate
  readonly title: Text | null
  readonly artist: string | null
  readonly album: { readonly words: readonly string[]; readonly tight: string } | null
  readonly name: Text
  /** The artist tag as a title, for tags in each other's place. */
  readonly artistAsTitle: Text | null
  /** Words of each folder, innermost first. */
  readonly folders: readonly (readonly string[])[]
}

/** Longest tag that is looked at, in characters. */
const LONGEST = 300

export function fileOf(candidate: Candidate): File {
  const tag = (raw: string | null) => (raw === null || saysNothing(raw, fold(raw.slice(0, LONGEST))) ? null : raw.trim().slice(0, LONGEST))
  const [title, artist, album] = [tag(candidate.title), tag(candidate.artist), tag(candidate.album)]
  return {
    candidate,
    title: title === null ? null : { ...textOf(title), length: candidate.title?.length ?? 0 },
    artist,
    album: album === null ? null : { words: wordsOf(album), tight: tightAlbum(album) },
    name: textOf(cleaned(stemOf(candidate.file))),
    artistAsTitle: artist === null ? null : textOf(artist),
    folders: foldersOf(candidate.file).map((name) => wordsOf(name.slice(0, LONGEST).replaceAll('_', ' '))),
  }
}
