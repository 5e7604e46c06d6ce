import { cueLength, type Cue } from '../workout/cue'
import type { Seconds } from '../workout/workout'
import type { Join, Music, Setlist } from './setlist'

/** A stretch of session time. */
export interface Span {
  readonly from: Seconds
  readonly to: Seconds
}

/** One track as a deck plays it: [from, to) in session time, fades included. A run of 'through' stretches is one voice. */
export interface Voice {
  /** The place of its first stretch in the setlist. */
  readonly index: number
  readonly trackId: string
  readonly from: Seconds
  readonly to: Seconds
  /** The place in the track that is heard at `from`, in seconds. */
  readonly offset: Seconds
  /** Pitch kept. */
  readonly rate: number
  /** Seconds that a bar of it lasts as it is played; null where its tempo is not known. */
  readonly bar: Seconds | null
  /** dB. */
  readonly gain: number
  /** How it is joined to the voice before; never 'through'. */
  readonly join: Exclude<Join, 'through'>
  /** 0 where it is cut in or out: the deck then takes only what keeps it from clicking. */
  readonly fadeIn: Seconds
  readonly fadeOut: Seconds
  /** Where it is ducked and low-passed, in order. */
  readonly under: readonly Span[]
}

/** The music ends softly where there is nothing to fade to, in seconds. */
const lastFade = 3

/**
 * The setlist as voices: neighbours overlap around each join by the join's overlap. One that ends in silence fades after its
 * end, under the bell or the finish, as far as its track, or the piece of it, and the silence last.
 */
export function voicesOf({ music }: Pick<Setlist, 'music'>): readonly Voice[] {
  const runs: Music[][] = []
  music.forEach((one, i) => {
    if (one.join === 'through' && i > 0) runs.at(-1)!.push(one)
    else runs.push([one])
  })
  let index = 0
  return runs.map((run, i) => {
    const first = run[0]!, last = run.at(-1)!, before = runs[i - 1]?.at(-1), after = runs[i + 1]?.[0]
    const lead = before?.end === first.start ? first.overlap / 2 : 0
    const left = ((last.within?.to ?? last.track.duration) - last.offset) / last.rate - (last.end - last.start)
    const silence = after ? after.start - last.end : Infinity
    const tail = silence === 0 ? after!.overlap / 2 : Math.max(0, Math.min(lastFade, left, silence))
    const place = index
    index += run.length
    return {
      index: place,
      trackId: first.track.id,
      from: first.start - lead,
      to: last.end + tail,
      offset: first.offset - lead * first.rate,
      rate: first.rate,
      bar: first.track.tempo === null ? null : 240 / (first.track.tempo * first.rate),
      gain: first.gain,
      join: first.join === 'through' ? 'cut' : first.join,
      fadeIn: first.overlap,
      fadeOut: silence === 0 ? after!.overlap : tail,
      under: spansOf(run),
    }
  })
}

function spansOf(run: readonly Music[]): Span[] {
  const spans: { from: Seconds; to: Seconds }[] = []
  for (const { start, end, sound } of run) {
    if (sound === 'full') continue
    const last = spans.at(-1)
    if (last?.to === start) last.to = end
    else spans.push({ from: start, to: end })
  }
  return spans
}

/** The voices that sound at some time of [from, to). */
export const voicesBetween = (voices: readonly Voice[], from: Seconds, to: Seconds): readonly Voice[] =>
  voices.filter((voice) => voice.from < to && voice.to > from)

/** The fade of a voice at session time `at`, 0 to 1, equal power: the squares of two crossing fades add up to 1. */
export function fadeAt({ from, to, fadeIn, fadeOut }: Voice, at: Seconds): number {
  if (at < from || at >= to) return 0
  const quarter = Math.PI / 2
  const up = fadeIn > 0 && at < from + fadeIn ? Math.sin((quarter * (at - from)) / fadeIn) : 1
  const down = fadeOut > 0 && at > to - fadeOut ? Math.sin((quarter * (to - at)) / fadeOut) : 1
  return up * down
}

/** A stretch of session time in which the music is lowered. */
export type Duck = Span

/** The music is down this long before a cue, and takes `release` to come back; in seconds. */
export const ducking = { attack: 0.06, release: 0.5, bridge: 0.8 } as const

/** When to lower the music for the cues. Ducks with less than `bridge` between them are one, so that the music does not pump. */
export function ducksOf(cues: readonly Cue[]): readonly Duck[] {
  const ducks: Duck[] = []
  for (const { kind, at } of cues) {
    const duck = { from: at - ducking.attack, to: at + cueLength[kind] }
    const last = ducks.at(-1)
    if (last && duck.from - last.to < ducking.bridge) ducks[ducks.length - 1] = { from: last.from, to: Math.max(last.to, duck.to) }
    else ducks.push(duck)
  }
  return ducks
}

/** dB as a factor on the amplitude. */
export const amplitude = (dB: number): number => 10 ** (dB / 20)
