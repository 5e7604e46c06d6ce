import type { CatalogTrack } from '../catalog'
import { creditOf, type Credit } from './artist'
import { fold, wordsOf } from './fold'
import { read, type Version } from './lexicon'
import { textOf } from './text'

/** One way to write a song's title. */
export interface Form {
  readonly words: readonly string[]
  /** The words written together. */
  readonly tight: string
  /** The kinds of version that this form names. */
  readonly versions: readonly Version[]
}

/** A catalog track as it is compared: made once, used for every file. */
export interface Song {
  readonly track: CatalogTrack
  /** Longest first: the whole title, without what stands in brackets, without 'The'. */
  readonly forms: readonly Form[]
  /** The shortest form: what a misspelt title is compared with. */
  readonly base: Form
  readonly versions: readonly Version[]
  readonly credit: Credit | null
  /** Names of which one should be mentioned somewhere, written together. */
  readonly featured: readonly string[]
  readonly album: string
  readonly catalog: string
  /** Words that explain themselves in a file's name or tags. */
  readonly known: ReadonlySet<string>
}

const formOf = (words: readonly string[]): Form => ({ words, tight: words.join(''), versions: read(words).versions })

/** @param catalog the catalog's name, which files may carry as their album or in their name */
export function songOf(track: CatalogTrack, catalog: string): Song {
  const { words, part, bracket, featured } = textOf(track.title)
  const inPart = (keep: (at: number) => boolean) => words.filter((_, i) => keep(part[i]!))
  const marked = bracket.map((_, at) => at > 0 && (read(inPart((one) => one === at)).versions.length > 0))
  const base = inPart((at) => at === 0 || (!bracket[at] && !marked[at]))
  const all = [words, inPart((at) => !bracket[at] || marked[at]!), base]
  const bare = all.map((form) => (form[0] === 'the' && form.length > 1 ? form.slice(1) : form))
  const forms = [...new Map([...all, ...bare].map((form) => [form.join(''), formOf(form)])).values()].filter(({ tight }) => tight !== '')
  const credit = track.artist === null ? null : creditOf(track.artist)
  // What a title only adds in brackets makes a version ('[Travis Barker Remix]'); words of the title itself do not ('Live Forever').
  const versions = [...new Set(bracket.flatMap((_, at) => (marked[at] ? read(inPart((one) => one === at)).versions : [])))]
  return {
    track,
    forms: forms.sort((a, b) => b.tight.length - a.tight.length),
    base: forms.find(({ tight }) => tight === base.join('')) ?? formOf(words),
    versions,
    credit,
    featured: [...(credit?.others ?? []), featured.replaceAll(' ', '')].filter((name) => name !== ''),
    album: track.album === null ? '' : tightAlbum(track.album),
    catalog: tightAlbum(catalog),
    known: new Set([...words, featured, track.artist ?? '', track.album ?? '', catalog].flatMap(wordsOf)),
  }
}

/** An album's name without its edition and punctuation, written together. */
export const tightAlbum = (name: string): string =>
  fold(name.replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ') || name).replace(/^the /, '').replaceAll(' ', '')
