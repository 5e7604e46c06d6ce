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

interface Choice {
  readonly track: Track
  /** BPM outside of the range, Infinity without a tempo. */
  readonly distance: number
  readonly cost: number
  readonly reason: string
}

function judge(track: Track, phase: Phase, needed: Seconds, seed: number): Choice {
  const range = tempoOf[phase]
  const name = phaseName[phase]
  const luck = weights.chance * chance(seed, track.id)
  const short = track.duration < needed ? weights.tooShort : 0
  if (track.tempo === null) {
    return { track, distance: Infinity, cost: luck + short, reason: `tempo unknown, nothing nearer for ${name}` }
  }
  const felt = feel(track.tempo, range)
  const cost =
    (weights.offTarget * Math.abs(felt.tempo - range.target)) / (range.most - range.least) +
    (felt.times === 1 ? 0 : weights.reading) + short + luck
  const heard = felt.times === 1 ? bpm(track.tempo) : `${bpm(track.tempo)} felt as ${bpm(felt.tempo)}`
  const wanted = `${range.least}-${range.most} for ${name}`
  return { track, distance: felt.distance, cost, reason: felt.distance === 0 ? `${heard}, within ${wanted}` : `${heard}, nearest to ${wanted}` }
}

/** Fitting ones first, the least used of them, then the cheapest; without a fit the nearest. */
function choose(choices: readonly Choice[], uses: ReadonlyMap<string, number>): Choice | undefined {
  const key = ({ distance, track, cost }: Choice) => [distance, uses.get(track.id) ?? 0, cost] as const
  const before = (a: Choice, b: Choice) => {
    const [x, y] = [key(a), key(b)]
    const differing = x.findIndex((value, i) => value !== y[i])
    return differing >= 0 && (x[differing] as number) < (y[differing] as number)
  }
  return choices.reduce<Choice | undefined>((best, one) => (!best || before(one, best) ? one : best), undefined)
}

interface Options {
  /** Overlap of two tracks in seconds; each track keeps half of it spare before and after its stretch. */
  readonly crossfade: Seconds
  readonly seed: number
}

/** Lays tracks end to end, and knows which were used and how far. */
class Layer {
  readonly music: Music[] = []
  private readonly uses = new Map<string, number>()
  private readonly leftAt = new Map<string, Seconds>()
  private readonly playable: readonly Track[]
  private readonly margin: Seconds

  constructor(
    tracks: readonly Track[],
    private readonly options: Options,
  ) {
    this.margin = options.crossfade / 2
    this.playable = tracks.filter(({ duration }) => duration >= shortest + options.crossfade)
  }

  add(music: Music): void {
    const { track, offset, start, end } = music
    this.music.push(music)
    this.uses.set(track.id, (this.uses.get(track.id) ?? 0) + 1)
    this.leftAt.set(track.id, offset + (end - start))
  }

  /** Covers [from, to) of a segment. Adds nothing where nothing can be played. */
  fill({ index, phase }: Segment, from: Seconds, to: Seconds): void {
    const { margin, music, playable } = this
    const { crossfade, seed } = this.options
    const choices = playable.map((track) => judge(track, phase, to - from + crossfade, seed))
    for (let start = from; start < to; ) {
      const previous = music.at(-1)?.track
      const others = choices.filter(({ track }) => track !== previous)
      const choice = choose(others.length > 0 ? others : choices, this.uses)
      if (!choice) return
      const { track, distance, reason } = choice
      const left = this.leftAt.get(track.id) ?? 0
      const offset = track.duration - left >= shortest + 2 * crossfade ? Math.max(left, margin) : margin
      let end = Math.min(to, start + track.duration - offset - margin)
      // No stub at the end of a segment: what is left over must be worth a change of track.
      if (end < to && to - end < shortest) end = Math.max(start + 1, to - shortest)
      this.add({ segment: index, track, start, end, offset, rate: 1, gain: 0, fits: distance === 0, reason })
      start = end
    }
  }
}

/**
 * Lays tracks over a plan. Each segment gets a track by tempo, and further ones when that is shorter than the segment.
 * No track repeats in a phase before every track that fits the phase was used; a track that does come back goes on
 * where it was left. The same plan, tracks and seed give the same setlist.
 */
export function planSetlist(plan: Plan, tracks: readonly Track[], options: Options): Setlist {
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
  for (const one of music) {
    const segment = plan.segments[one.segment]
    if (one.track.id === badId && one.end > from && segment) layer.fill(segment, one.start, one.end)
    else layer.add(one)
  }
  return { seed, music: layer.music }
}

/** What the setlist has for session time `at`; undefined where it has nothing. */
export const musicAt = ({ music }: Setlist, at: Seconds): Music | undefined => music.find(({ start, end }) => at >= start && at < end)
