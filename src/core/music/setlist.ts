import type { Phase, Plan, Segment } from '../workout/plan'
import type { Seconds } from '../workout/workout'
import { feel, tempoOf } from './tempo'
import type { Track } from './track'

/** A stretch of one track in a session: [start, end) in session time, all of it within one segment. */
export interface Music {
  readonly segment: number
  readonly track: Track
  readonly start: Seconds
  readonly end: Seconds
  /** The place in the track that is heard at `start`, in seconds. */
  readonly offset: Seconds
  /** Speed, 1 as recorded. */
  readonly rate: number
  /** dB. */
  readonly gain: number
  readonly fits: boolean
  readonly reason: string
}

/** The music of a plan: stretches that touch and cover all of it, or nothing when there is no track at all. */
export interface Setlist {
  readonly seed: number
  readonly music: readonly Music[]
}

/** Costs of a choice, each times a figure of 0 to about 1. */
const weights = { offTarget: 1, reading: 0.4, tooShort: 0.6, chance: 0.8 } as const

/** A track is left when less than this is left of it, in seconds. */
const shortest = 5

/** A number in [0, 1) from a seed and a text: the finaliser of MurmurHash3 over FNV-1a, both public domain. */
function chance(seed: number, text: string): number {
  let hash = (2166136261 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

const bpm = (tempo: number): string => `${Number(tempo.toFixed(1))} BPM`
const phaseName: Readonly<Record<Phase, string>> = { prep: 'prep', warmup: 'warm-up', work: 'work', rest: 'rest', cooldown: 'cooldown' }

/** A track while its setlist is made: how often it was used, and where it was left. */
interface Candidate {
  readonly track: Track
  readonly luck: number
  uses: number
  left: Seconds
}

/** A candidate as a phase sees it. `distance` is BPM outside of the range, Infinity without a tempo. */
interface Choice {
  readonly candidate: Candidate
  readonly distance: number
  readonly cost: number
}

function judge(candidate: Candidate, phase: Phase): Choice {
  const { tempo } = candidate.track
  if (tempo === null) return { candidate, distance: Infinity, cost: candidate.luck }
  const range = tempoOf[phase]
  const felt = feel(tempo, range)
  const offTarget = (weights.offTarget * Math.abs(felt.tempo - range.target)) / (range.most - range.least)
  return { candidate, distance: felt.distance, cost: offTarget + (felt.times === 1 ? 0 : weights.reading) + candidate.luck }
}

function reasonOf({ tempo }: Track, phase: Phase): string {
  const range = tempoOf[phase]
  const name = phaseName[phase]
  if (tempo === null) return `tempo unknown, nothing nearer for ${name}`
  const felt = feel(tempo, range)
  const heard = felt.times === 1 ? bpm(tempo) : `${bpm(tempo)} felt as ${bpm(felt.tempo)}`
  return `${heard}, ${felt.distance === 0 ? 'within' : 'nearest to'} ${range.least}-${range.most} for ${name}`
}

/** Not the one that plays already; then the nearest, the least used, the cheapest. */
function choose(choices: readonly Choice[], previous: string | undefined, needed: Seconds): Choice {
  const cost = ({ candidate, cost }: Choice) => cost + (candidate.track.duration < needed ? weights.tooShort : 0)
  // Two tracks without a tempo differ by Infinity - Infinity, which is NaN and so goes on to the next figure, as 0 does.
  const order = (a: Choice, b: Choice): number =>
    Number(a.candidate.track.id === previous) - Number(b.candidate.track.id === previous) ||
    a.distance - b.distance ||
    a.candidate.uses - b.candidate.uses ||
    cost(a) - cost(b)
  return choices.reduce((best, one) => (order(one, best) < 0 ? one : best))
}

/** Lays tracks over stretches of time, one after the other. */
class Layer {
  readonly music: Music[] = []
  private readonly candidates: readonly Candidate[]
  private readonly judged = new Map<Phase, readonly Choice[]>()
  private readonly margin: Seconds

  constructor(tracks: readonly Track[], { crossfade, seed }: { crossfade: Seconds; seed: number }) {
    this.margin = crossfade / 2
    this.candidates = tracks
      .filter(({ duration }) => duration >= shortest + crossfade)
      .map((track) => ({ track, luck: weights.chance * chance(seed, track.id), uses: 0, left: this.margin }))
  }

  /** Knows of a stretch that is laid already, so that its track is not taken as a fresh one. */
  count({ track, offset, start, end }: Music): void {
    const candidate = this.candidates.find((one) => one.track.id === track.id)
    if (candidate) this.use(candidate, offset + (end - start))
  }

  /** Covers [from, to) of a segment; leaves it silent where there is no track at all. */
  fill({ index, phase, start: segmentStart, end: segmentEnd }: Segment, from: Seconds, to: Seconds): void {
    if (this.candidates.length === 0) return
    for (let start = from; start < to; ) {
      const needed = segmentEnd - segmentStart + 2 * this.margin
      const { candidate, distance } = choose(this.choicesFor(phase), this.music.at(-1)?.track.id, needed)
      const { track, left } = candidate
      const open = to - start
      const room = (offset: Seconds) => track.duration - this.margin - offset
      const offset = room(left) >= open ? left : this.margin
      // No stub at the end of a segment: what is left over must be worth a change of track, or be half of it.
      const end = room(offset) >= open ? to : start + Math.min(room(offset), Math.max(open - shortest, open / 2))
      this.music.push({ segment: index, track, start, end, offset, rate: 1, gain: 0, fits: distance === 0, reason: reasonOf(track, phase) })
      this.use(candidate, offset + (end - start))
      start = end
    }
  }

  private use(candidate: Candidate, left: Seconds): void {
    candidate.uses++
    candidate.left = left
  }

  /** The tracks that fit a phase, or all where none does. */
  private choicesFor(phase: Phase): readonly Choice[] {
    const known = this.judged.get(phase)
    if (known) return known
    const all = this.candidates.map((candidate) => judge(candidate, phase))
    const fitting = all.filter(({ distance }) => distance === 0)
    const choices = fitting.length > 0 ? fitting : all
    this.judged.set(phase, choices)
    return choices
  }
}

/**
 * Lays tracks over a plan. Each segment gets a track by tempo, and further ones when that is shorter than the segment.
 * No track repeats before every track that fits the phase was used; a track that does come back goes on where it was
 * left if that lasts for the segment, else begins anew. The same plan, tracks and seed give the same setlist.
 * @param crossfade overlap of two tracks in seconds; each track keeps half of it spare before and after its stretch,
 *   so that tracks shorter than it and 5 s are left out
 */
export function planSetlist(plan: Plan, tracks: readonly Track[], options: { crossfade: Seconds; seed: number }): Setlist {
  const layer = new Layer(tracks, options)
  for (const segment of plan.segments) layer.fill(segment, segment.start, segment.end)
  return { seed: options.seed, music: layer.music }
}

/**
 * The setlist without a track that failed: from session time `from` on, others of `tracks` take its stretches.
 * @param tracks what is left to choose from, without the bad one
 */
export function replaceTrack(
  { seed, music }: Setlist,
  plan: Plan,
  tracks: readonly Track[],
  badId: string,
  from: Seconds,
  crossfade: Seconds,
): Setlist {
  const layer = new Layer(tracks, { crossfade, seed })
  const stays = ({ track, end }: Music) => track.id !== badId || end <= from
  // All that stays is counted first: a hole must not take the very track that comes after it.
  music.filter(stays).forEach((one) => layer.count(one))
  for (const one of music) {
    const segment = plan.segments[one.segment]
    if (stays(one) || !segment) layer.music.push(one)
    else layer.fill(segment, one.start, one.end)
  }
  return { seed, music: layer.music }
}

/** What the setlist has for session time `at`; undefined where it has nothing. */
export const musicAt = ({ music }: Setlist, at: Seconds): Music | undefined => music.find(({ start, end }) => at >= start && at < end)
