import type { Phase, Plan, Segment } from '../workout/plan'
import type { Seconds } from '../workout/workout'
import { feel, tempoOf } from './tempo'
import type { Track } from './track'

/**
 * How a stretch is joined to what was heard before it.
 * - 'through': the same track simply goes on at the same rate; both stretches are one voice.
 * - 'beat': a crossfade of two tracks of one tempo, beat on beat and bar on bar through all of the overlap.
 * - 'fade': an equal-power crossfade; out of silence, a fade in.
 * - 'cut': hard, on a bar line or on the bell. Loops and jumps within a track are cuts from bar line to bar line.
 */
export type Join = 'through' | 'beat' | 'fade' | 'cut'

/** A stretch of one track in a session: [start, end) in session time, all of it within one segment. */
export interface Music {
  readonly segment: number
  /** Its place among the choices of the setlist: the stretches of one slot play one track, from its entry to its end. */
  readonly slot: number
  readonly track: Track
  readonly start: Seconds
  readonly end: Seconds
  /** The place in the track that is heard at `start`, in seconds. At session time t it is `offset + (t - start) * rate`. */
  readonly offset: Seconds
  /** Speed, 1 as recorded, pitch kept; within the policy's limit of 1. */
  readonly rate: number
  /** dB: to -14 LUFS, but peaks no higher than -1 dBTP. */
  readonly gain: number
  readonly join: Join
  /**
   * Length of the crossfade with what was before, in session seconds, half of it before `start` and half after; out of
   * silence, of the fade in after `start`. 0 for 'through' and 'cut'.
   */
  readonly overlap: Seconds
  /** 'under': ducked and low-passed, where a round's track is held through a rest. */
  readonly sound: 'full' | 'under'
  /** The session time in [start, end) at which a drop of the track is planned to be heard; null where none is. */
  readonly drop: Seconds | null
  /** What the drop is for; null without one. */
  readonly role: 'bell' | 'second wind' | 'moved' | null
  /** Its tempo suits the phase. */
  readonly fits: boolean
  /** Short words for people, e.g. '142 BPM, locked to 140', 'drop at 0:48 on the bell', 'mapped: False Pretense'. */
  readonly reasons: readonly string[]
}

/** The music of a plan: stretches in order, none overlapping, that cover all of it but for silent rests; none without tracks. */
export interface Setlist {
  readonly seed: number
  readonly music: readonly Music[]
  /** What is wrong with it, as sentences for people, the weightiest first. */
  readonly warnings: readonly string[]
  /** The energy that the arc asks of each segment, 0-1 within what the library has for its phase; for drawing. */
  readonly arc: readonly number[]
  /** The sum of all terms of the choice; lower is better. Comparable between setlists of one direction but for seed and edits. */
  readonly cost: number
}

/** What the setlist has for session time `at`; undefined where it has nothing. */
export const musicAt = ({ music }: Setlist, at: Seconds): Music | undefined => music.find(({ start, end }) => at >= start && at < end)

/** The reasons on one line. */
export const reasonOf = ({ reasons }: Pick<Music, 'reasons'>): string => reasons.join('; ')

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

function reasonFor({ tempo }: Track, phase: Phase): string {
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
      this.music.push({ segment: index, track, start, end, offset, rate: 1, gain: 0, fits: distance === 0, ...plain, slot: this.music.length, reasons: [reasonFor(track, phase)] })
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
  return joined(options.seed, layer.music, options.crossfade, plan)
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
  return joined(seed, layer.music, crossfade, plan)
}


const plain = { join: 'fade', overlap: 0, sound: 'full', drop: null, role: null } as const

function joined(seed: number, music: readonly Music[], crossfade: Seconds, plan: Plan): Setlist {
  const length = (one: Music) => one.end - one.start
  const laid = music.map((one, i): Music => {
    const before = music[i - 1]
    return { ...one, slot: i, overlap: before ? Math.min(crossfade, length(before), length(one)) : Math.min(0.3, length(one) / 2) }
  })
  return { seed, music: laid, warnings: [], arc: plan.segments.map(() => 0.5), cost: 0 }
}
