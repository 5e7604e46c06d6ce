import type { Catalog, CatalogTrack } from './catalog'
import type { Candidate } from './matching/candidate'
import { judge, type Judgement } from './matching/distance'
import { fileOf, type File } from './matching/file'
import { shortlist } from './matching/shortlist'
import { songOf } from './matching/song'
import { limits } from './matching/weights'

export type { Candidate } from './matching/candidate'

/**
 * The user's word on a catalog track, by its id. `content` names the file by what it holds. 'confirm' takes the file that was
 * proposed, 'pick' another one: they work alike. 'not' refuses a file, 'unlink' any. The later word of two that collide counts.
 */
export type Decision =
  | { readonly track: string; readonly kind: 'confirm' | 'pick' | 'not'; readonly content: string }
  | { readonly track: string; readonly kind: 'unlink' }

export interface Other {
  readonly id: string
  readonly distance: number
  readonly reasons: readonly string[]
}

/** What was found for one catalog track. */
export interface Match {
  readonly track: CatalogTrack
  /** 'strong' is taken without asking, 'ambiguous' is offered, 'none' is missing. */
  readonly state: 'strong' | 'ambiguous' | 'none'
  readonly by: 'auto' | 'user'
  /** Null exactly where the state is 'none'. */
  readonly candidate: Candidate | null
  /** 0 the same, see matching/weights.ts; null without a candidate. */
  readonly distance: number | null
  readonly reasons: readonly string[]
  /** The nearest of the other files, at most five. */
  readonly others: readonly Other[]
}

/** What the user has said of one catalog track. */
interface Word {
  picked: { readonly content: string; readonly why: string } | null
  unlinked: boolean
  readonly refused: Set<string>
}

interface Pair extends Judgement {
  readonly track: number
  readonly file: number
}

/**
 * Finds a catalog's songs among files. The user's decisions come first; then each file goes to the nearest song that it may be, and
 * each song takes the nearest file. A picked file that is not there leaves the song to the automatic choice.
 * @returns one match for each track, in the catalog's order
 */
export function match(catalog: Catalog, files: readonly Candidate[], decisions: readonly Decision[]): readonly Match[] {
  const words = wordsOf(decisions)
  const pairs = pairsOf(catalog, files).map((all, t) => all.filter(({ file }) => !words.get(catalog.tracks[t]!.id)?.refused.has(files[file]!.content ?? '')))
  const byContent = new Map(files.flatMap(({ content }, f) => (content === null ? [] : [[content, f] as const])))
  const picks = catalog.tracks.map(({ id }) => byContent.get(words.get(id)?.picked?.content ?? '') ?? null)
  const chosen = assign(pairs, picks, catalog.tracks.map(({ id }) => words.get(id)?.unlinked ?? false))
  const taken = new Set([...picks, ...chosen.map((pair) => pair?.file ?? null)].filter((file) => file !== null))
  return catalog.tracks.map((track, t): Match => {
    const word = words.get(track.id)
    const othersBut = (but: number | null) =>
      pairs[t]!.filter(({ file }) => file !== but).slice(0, limits.others).map(({ file, distance, reasons }) => ({ id: files[file]!.id, distance, reasons }))
    const pick = picks[t] ?? null
    if (pick !== null) {
      const distance = pairs[t]!.find(({ file }) => file === pick)?.distance ?? null
      return { track, state: 'strong', by: 'user', candidate: files[pick]!, distance, reasons: [word?.picked?.why ?? ''], others: othersBut(pick) }
    }
    const none = { track, state: 'none', candidate: null, distance: null, others: othersBut(null) } as const
    if (word?.unlinked) return { ...none, by: 'user', reasons: ['you said that none is it'] }
    const away = word?.picked ? ['the file that you picked is not there'] : []
    const best = chosen[t]
    if (!best) return { ...none, by: 'auto', reasons: [...away, none.others.length > 0 ? 'no file is near enough' : 'no file is like it'] }
    const rival = best.distance <= limits.strong && pairs[t]!.some((pair) => isRival(pair, best, files, taken))
    const state = best.distance <= limits.strong && !rival ? 'strong' : 'ambiguous'
    const reasons = [...away, ...best.reasons, ...(rival ? ['another recording is as near'] : [])]
    return { track, state, by: 'auto', candidate: files[best.file]!, distance: best.distance, reasons, others: othersBut(best.file) }
  })
}

function wordsOf(decisions: readonly Decision[]): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>()
  for (const decision of decisions) {
    const word = words.get(decision.track) ?? { picked: null, unlinked: false, refused: new Set<string>() }
    words.set(decision.track, word)
    if (decision.kind === 'unlink') {
      word.picked = null
      word.unlinked = true
    } else if (decision.kind === 'not') {
      if (word.picked?.content === decision.content) word.picked = null
      word.refused.add(decision.content)
    } else {
      word.picked = { content: decision.content, why: decision.kind === 'confirm' ? 'you confirmed it' : 'you picked it' }
      word.unlinked = false
      word.refused.delete(decision.content)
    }
  }
  return words
}

/** The files that have anything in common with each song, nearest first. */
function pairsOf({ name, tracks }: Catalog, files: readonly Candidate[]): readonly (readonly Pair[])[] {
  const songs = tracks.map((track) => songOf(track, name))
  const prepared = new Map<number, File>()
  const preparedOf = (f: number): File => {
    const file = prepared.get(f) ?? fileOf(files[f]!)
    prepared.set(f, file)
    return file
  }
  return shortlist(songs, files).map((list, track) =>
    list
      .map((file) => ({ track, file, ...judge(songs[track]!, preparedOf(file)) }))
      .filter(({ distance }) => distance <= limits.other)
      .sort((a, b) => a.distance - b.distance || (files[a.file]!.file < files[b.file]!.file ? -1 : 1)),
  )
}

/** Gives each song at most one file and each file to at most one song, the nearest pairs first. What the user picked is taken. */
function assign(pairs: readonly (readonly Pair[])[], picks: readonly (number | null)[], unlinked: readonly boolean[]): readonly (Pair | undefined)[] {
  const taken = new Set(picks.filter((file) => file !== null))
  const chosen: (Pair | undefined)[] = pairs.map(() => undefined)
  const open = pairs.flat().filter(({ track, distance }) => distance <= limits.ambiguous && picks[track] === null && !unlinked[track])
  for (const pair of open.sort((a, b) => a.distance - b.distance)) {
    if (chosen[pair.track] || taken.has(pair.file)) continue
    chosen[pair.track] = pair
    taken.add(pair.file)
  }
  return chosen
}

/** True for another recording that is nearly as near and that no other song took. Copies of one recording are no rivals. */
function isRival(pair: Pair, best: Pair, files: readonly Candidate[], taken: ReadonlySet<number>): boolean {
  if (pair.file === best.file || taken.has(pair.file) || pair.distance - best.distance >= limits.gap) return false
  const [a, b] = [files[pair.file]!.duration, files[best.file]!.duration]
  return a !== null && b !== null && Math.abs(a - b) > limits.otherRecording
}
