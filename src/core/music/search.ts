import { phases, type Phase } from '../workout/plan'
import { fold } from './matching/fold'
import { feel, tempoOf } from './tempo'
import { absent, allIn, meant, patternsOf } from './typed'
import type { Track } from './track'

/** What a list of tracks is narrowed down to. */
export interface Query {
  /**
   * As typed: every word must begin a word of title, artist or album, or be the tempo as it is shown. What is written together may be
   * typed apart and the other way round: 'acdc' finds 'AC/DC', 'r e m' finds 'REM'.
   */
  readonly text: string
  /** BPM, both included; tracks without a tempo have none. */
  readonly tempo: { readonly least: number; readonly most: number } | null
  readonly phase: Phase | null
}

export const columns = ['title', 'artist', 'album', 'duration', 'tempo', 'energy', 'plays', 'lastPlayed'] as const
export interface Sort {
  readonly by: (typeof columns)[number]
  readonly descending: boolean
}

export interface Search {
  /** Does ahead what the first search and the first order would do for each of these tracks. */
  prepare(tracks: readonly Track[]): void
  /** In this order; what has no value comes last either way, and what is equal by artist, album and title. The same list where nothing has changed. */
  sorted(tracks: readonly Track[], sort: Sort): readonly Track[]
  /** Those that a query leaves, in the order given. */
  found(tracks: readonly Track[], query: Query): readonly Track[]
}

/** Numbers are compared by their value: no title has one of more digits. */
const digits = 8

interface Keys {
  readonly track: Track
  /** Every word with a space before it, every field on a line of its own. */
  readonly text: string
  readonly title: string
  readonly artist: string
  readonly album: string
}

const numbered = (words: string): string => words.replaceAll(/\d+/g, (number) => number.padStart(digits, '0'))

function keysOf(track: Track): Keys {
  const { title, artist, album, tempo } = track
  const [one, two, three] = [fold(title), fold(artist ?? ''), fold(album ?? '')]
  return {
    track,
    // Joined, not put together: the engine would copy such a text into one piece only as it is searched, at the first letter.
    text: [' ', one, '\n ', two, '\n ', three, '\n ', tempo === null ? '' : Math.round(tempo)].join(''),
    title: numbered(one),
    artist: numbered(two),
    album: numbered(three),
  }
}

/** The phases whose range of tempo a track fits, also felt in half or double time. */
export const phasesOf = ({ tempo }: Pick<Track, 'tempo'>): readonly Phase[] =>
  tempo === null ? [] : phases.filter((phase) => feel(tempo, tempoOf[phase]).distance === 0)

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)

/** A track as it stands in an order. */
interface Row {
  readonly track: Track
  readonly value: string | number | null
  readonly keys: Keys
}

function inOrder({ descending }: Sort): (a: Row, b: Row) => number {
  const way = descending ? -1 : 1
  return (a, b) => {
    if (a.value !== b.value) {
      if (a.value === null) return 1
      if (b.value === null) return -1
      return way * compare(a.value, b.value)
    }
    return (
      compare(a.keys.artist, b.keys.artist) || compare(a.keys.album, b.keys.album) || compare(a.keys.title, b.keys.title) ||
      compare(a.track.file, b.track.file) || compare(a.track.id, b.track.id)
    )
  }
}

/** Two lists in order as one. */
function merged(some: readonly Row[], others: readonly Row[], order: (a: Row, b: Row) => number): readonly Row[] {
  const all: Row[] = []
  let at = 0
  for (const other of others) {
    while (at < some.length && order(some[at]!, other) <= 0) all.push(some[at++]!)
    all.push(other)
  }
  while (at < some.length) all.push(some[at++]!)
  return all
}

const wordsOf = ({ text }: Query): string[] => fold(text).split(' ').filter(Boolean)

/** Whether a query can only find what another one has found. */
const narrows = (query: Query, before: Query): boolean =>
  query.tempo === before.tempo && query.phase === before.phase && ` ${wordsOf(query).join(' ')}`.startsWith(` ${wordsOf(before).join(' ')}`)

/** Whether a track is in the range and the phase of a query, whatever its text. */
const fits = ({ tempo: own }: Track, { tempo, phase }: Query): boolean =>
  (tempo === null || (own !== null && own >= tempo.least && own <= tempo.most)) && (phase === null || (own !== null && feel(own, tempoOf[phase]).distance === 0))

/**
 * Finds and sorts tracks. A track is prepared once, as long as it does not change, and only what has changed is sorted anew:
 * a list of 50,000 answers as one types, and while it is being analysed.
 */
export function createSearch(): Search {
  const prepared = new WeakMap<Track, Keys>()
  const lists = new WeakMap<readonly Track[], readonly Keys[]>()
  let last: { readonly sort: Sort; readonly rows: readonly Row[]; readonly list: readonly Track[] } | null = null
  /** The query before, what it has found in a list, and what a longer one may find. */
  let asked: { readonly tracks: readonly Track[]; readonly query: Query; readonly list: readonly Track[]; readonly left: readonly Keys[] } | null = null

  const keys = (track: Track): Keys => {
    const before = prepared.get(track)
    if (before) return before
    const now = keysOf(track)
    prepared.set(track, now)
    return now
  }

  /** Of a whole list: to look up each track at every letter would take as long as the search. */
  function listed(tracks: readonly Track[]): readonly Keys[] {
    const before = lists.get(tracks)
    if (before) return before
    const now = tracks.map(keys)
    lists.set(tracks, now)
    return now
  }

  function rowOf(track: Track, by: Sort['by']): Row {
    const own = keys(track)
    return { track, keys: own, value: by === 'title' || by === 'artist' || by === 'album' ? own[by] || null : (track[by] ?? null) }
  }

  return {
    prepare: (tracks) => tracks.forEach(keys),
    sorted(tracks, sort) {
      const before = last?.sort.by === sort.by && last.sort.descending === sort.descending ? last : null
      const left = new Set(tracks)
      // What stays is taken out of `left`: the new ones remain in it.
      const rows = before?.rows.filter(({ track }) => left.delete(track)) ?? []
      if (before && left.size === 0 && rows.length === before.rows.length) return before.list
      const order = inOrder(sort)
      const all = merged(rows, [...left].map((track) => rowOf(track, sort.by)).sort(order), order)
      const list = all.map(({ track }) => track)
      lists.set(list, all.map(({ keys }) => keys))
      last = { sort, rows: all, list }
      return list
    },
    found(tracks, query) {
      const words = wordsOf(query)
      if (words.length === 0 && query.tempo === null && query.phase === null) return tracks
      if (asked?.tracks === tracks && asked.query === query) return asked.list
      // One more letter: only what the letters before have left can be meant.
      const before = asked?.tracks === tracks && narrows(query, asked.query) ? asked.left : null
      const patterns = patternsOf(words)
      const list: Track[] = []
      const left: Keys[] = []
      for (const own of before ?? listed(tracks)) {
        const found = fits(own.track, query) ? allIn(own.text, patterns, before !== null) : absent
        if (found !== absent) left.push(own)
        if (found === meant) list.push(own.track)
      }
      asked = { tracks, query, list, left }
      return list
    },
  }
}
