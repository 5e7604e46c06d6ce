import { artistTells, artistUnlikeness, MISSPELT } from './artist'
import { examine, type Finding } from './examine'
import type { File } from './file'
import { fold } from './fold'
import { read, told, type Version } from './lexicon'
import type { Song } from './song'
import { findTight } from './text'
import { lengths, weights } from './weights'

/** One difference: its name, what it adds, and the words for people. */
export interface Penalty {
  readonly name: keyof typeof weights
  readonly amount: number
  readonly why: string
}

/** How far a file is from a song, and why. */
export interface Judgement {
  /** 0 the same; there is no end to it, but from 1 on hardly anything is alike. */
  readonly distance: number
  /** What agrees, then what does not, in short words. */
  readonly reasons: readonly string[]
}

/** A title that is less like the wanted one than this is another title. */
const OTHER_TITLE = 0.3

const sum = (penalties: readonly Penalty[]): number => penalties.reduce((all, { amount }) => all + amount, 0)

/** The distance of a file from a song: the best reading of its tags or its name, and what holds for every reading. */
export function judge(song: Song, file: File): Judgement {
  const title = file.title && examine(song, file.title, false)
  const name = examine(song, file.name, true)
  const readings = [byTags(song, file, title, name), bySwappedTags(song, file), byName(song, file, title, name)].filter((one) => one !== null)
  const best = readings.reduce((least, one) => (sum(one) < sum(least) ? one : least))
  const penalties = [...best, ...versions(song, file, title, name), ...lengthOf(song, file), ...albumOf(song, file), ...featuredOf(song, file)]
  const differs = (...names: Penalty['name'][]) => penalties.some((one) => names.includes(one.name))
  const agrees = [
    differs('title', 'extraWords') ? [] : 'same title',
    differs('artist', 'artistUnknown', 'artistMentioned') ? [] : 'same artist',
    song.track.duration === null || file.candidate.duration === null || differs('duration') ? [] : 'same length',
  ].flat()
  return { distance: Math.round(1000 * sum(penalties)) / 1000, reasons: [...agrees, ...penalties.map(({ why }) => why)] }
}

function titlePenalties({ title, truncated, extra }: Finding): Penalty[] {
  const all: Penalty[] = []
  if (title > 0) all.push({ name: 'title', amount: weights.title * title, why: title > OTHER_TITLE ? 'another title' : 'title spelt otherwise' })
  if (truncated) all.push({ name: 'truncated', amount: weights.truncated, why: 'title cut off' })
  if (extra > 0) all.push({ name: 'extraWords', amount: extra, why: 'further words beside the title' })
  return all
}

const otherArtist = (unlike: number, artist: string | null): Penalty[] =>
  unlike === 0 ? [] : [{ name: 'artist', amount: weights.artist * unlike, why: unlike > MISSPELT ? `by ${artist ?? 'another artist'}` : 'artist written otherwise' }]

const inFolder = ({ credit }: Song, { folders }: File): boolean => credit !== null && folders.some((words) => credit.main.some((name) => findTight(name, words)))

/** Nothing names the artist; an album that agrees tells nearly as well. */
function unknownArtist(song: Song, file: File): Penalty[] {
  const amount = song.credit !== null && albumAgrees(song, file) ? weights.artistUnknown / 2.5 : weights.artistUnknown
  return [{ name: 'artistUnknown', amount, why: song.credit === null ? 'the catalog names no artist' : 'nothing names the artist' }]
}

const elsewhere: Penalty = { name: 'artistElsewhere', amount: weights.artistElsewhere, why: 'artist named outside of the tag' }

function byTags(song: Song, file: File, title: Finding | null, name: Finding): Penalty[] | null {
  if (!title) return null
  const own = titlePenalties(title)
  if (!song.credit) return [...own, ...unknownArtist(song, file)]
  const mentioned = title.artist !== null || name.artist !== null || inFolder(song, file)
  if (file.artist === null) return [...own, ...(mentioned ? [elsewhere, ...otherArtist(title.artist ?? name.artist ?? 0, null)] : unknownArtist(song, file))]
  const unlike = artistUnlikeness(song.credit, artistTells(file.artist).rest)
  if (unlike <= MISSPELT || !mentioned) return [...own, ...otherArtist(unlike, file.artist)]
  // An uploader's name beside 'Artist - Title' is not a cover, but it may be one.
  return [...own, { name: 'artistMentioned', amount: weights.artistMentioned, why: `by ${file.artist}, but names the artist` }]
}

function bySwappedTags(song: Song, file: File): Penalty[] | null {
  if (!file.title || !file.artistAsTitle || !song.credit) return null
  const unlike = artistUnlikeness(song.credit, file.titled ?? '')
  if (unlike > MISSPELT) return null
  return [...titlePenalties(examine(song, file.artistAsTitle, false)), ...otherArtist(unlike, null), { name: 'swapped', amount: weights.swapped, why: 'title and artist swapped' }]
}

function byName(song: Song, file: File, title: Finding | null, name: Finding): Penalty[] {
  const byArtist = file.artist !== null && song.credit !== null && artistUnlikeness(song.credit, artistTells(file.artist).rest) <= MISSPELT
  // Where only the tag names the artist, what else the tags say is not passed over.
  const tagged = byArtist && name.artist === null && name.parts === 0
  const found = tagged && title !== null ? { ...name, extra: Math.max(name.extra, title.extra) } : name
  const all: Penalty[] = [...titlePenalties(found), { name: 'named', amount: weights.named, why: 'known by its file name' }]
  if (song.credit === null) all.push(...unknownArtist(song, file))
  else if (name.artist !== null) all.push(...otherArtist(name.artist, null))
  else if (inFolder(song, file)) all.push(elsewhere)
  else if (!tagged) all.push(...(name.parts > 0 ? otherArtist(1, null) : unknownArtist(song, file)))
  if (name.parts > 0) all.push({ name: 'extraPart', amount: weights.extraPart * name.parts, why: 'more in its file name' })
  const otherTitle = title !== null && title.title > OTHER_TITLE
  const otherName = file.artist !== null && song.credit !== null && !byArtist
  if (otherTitle || otherName) all.push({ name: 'contradiction', amount: weights.contradiction, why: `tagged as ${[file.artist, file.titled].filter(Boolean).join(' - ')}` })
  return all
}

/** Kinds of version that either has and the other has not. All that the tags and names say counts: silence proves nothing. */
function versions(song: Song, file: File, title: Finding | null, name: Finding): Penalty[] {
  const around = [file.album && file.album.tight !== song.album ? file.album.words : [], ...file.folders]
  const withoutOwn = (words: readonly string[]) => {
    const places = [song.album, song.catalog, ...(song.credit?.main ?? []), ...song.forms.map(({ tight }) => tight)].map((own) => findTight(own, words))
    return words.filter((_, i) => !places.some((place) => place && i >= place.at && i < place.at + place.length))
  }
  const telling = around.flatMap((words) => read(withoutOwn(words)).versions).filter((version) => told.has(version))
  const has = new Set<Version>([...(title?.versions ?? []), ...name.versions, ...telling, ...(file.artist === null ? [] : artistTells(file.artist).versions)])
  const named = new Set([...(title?.named ?? []), ...name.named])
  const extra = [...has].filter((version) => !song.versions.includes(version))
  const missing = song.versions.filter((version) => !has.has(version) && !named.has(version))
  const all = [...extra.map((version) => `${version} version`), ...missing.map((version) => `not the ${version}`)].map((why): Penalty => ({ name: 'version', amount: weights.version, why }))
  return title?.cut || name.cut ? [...all, { name: 'cut', amount: weights.cut, why: 'shortened or clean version' }] : all
}

function lengthOf({ track }: Song, { candidate }: File): Penalty[] {
  if (track.duration === null || candidate.duration === null) return []
  const longer = candidate.duration - track.duration
  const share = Math.min(1, (Math.abs(longer) - lengths.free) / lengths.full)
  return share <= 0 ? [] : [{ name: 'duration', amount: weights.duration * share, why: `${Math.round(Math.abs(longer))} s ${longer > 0 ? 'longer' : 'shorter'}` }]
}

function albumAgrees({ album, catalog }: Song, file: File): boolean {
  const own = file.album?.tight ?? ''
  return own !== '' && [album, catalog].some((wanted) => wanted !== '' && (own === wanted || (wanted.length > 5 && own.includes(wanted))))
}

const albumOf = (song: Song, file: File): Penalty[] =>
  song.album === '' || file.album === null || albumAgrees(song, file) ? [] : [{ name: 'album', amount: weights.album, why: 'another album' }]

function featuredOf({ featured }: Song, { candidate }: File): Penalty[] {
  if (featured.length === 0) return []
  const said = fold([candidate.title, candidate.artist, candidate.file].map((text) => text?.slice(0, 300) ?? '').join(' ')).replaceAll(' ', '')
  return featured.some((name) => said.includes(name)) ? [] : [{ name: 'featured', amount: weights.featured, why: 'featured artist not named' }]
}
