import type { Correction } from '../../core/ipc/contract'
import { FACTORS } from '../../core/music/correction'
import { own } from '../../core/own'
import type { Seconds } from '../../core/workout/workout'
import { clock } from './clock'
import type { ListedTrack, Progress } from './tracks'
import type { Heard } from './wave'

/** What the words on the analysis are made of: pure, in one place. */

export const sectionWords: Readonly<Record<Heard['sections'][number]['kind'], string>> = {
  intro: 'Intro',
  verse: 'Verse',
  chorus: 'Chorus',
  break: 'Break',
  outro: 'Outro',
}

export const sourceWords: Readonly<Record<NonNullable<ListedTrack['tempoFrom']>, string>> = {
  tag: 'from its tag',
  audio: 'heard',
  user: 'set by you',
}

export type Factor = (typeof FACTORS)[number]

/** The factors by which a tempo is mistaken, in the order in which they are offered. */
export const factors: readonly { readonly factor: Factor; readonly sign: string; readonly says: string }[] = [
  { factor: 2, sign: '× 2', says: 'Twice as fast' },
  { factor: 0.5, sign: '÷ 2', says: 'Half as fast' },
  { factor: FACTORS[2], sign: '× 2/3', says: 'Two thirds as fast' },
  { factor: FACTORS[3], sign: '× 3/2', says: 'One and a half times as fast' },
]

const paths: readonly (readonly Factor[])[] = [...FACTORS.map((one) => [one]), ...FACTORS.flatMap((one) => FACTORS.map((two) => [one, two]))]

/** The factors that make one tempo of another, at most two, to within 3 %; null where none do. */
export const factorsBetween = (from: number, to: number): readonly Factor[] | null =>
  paths.find((path) => Math.abs(path.reduce((tempo, factor) => tempo * factor, from) / to - 1) < 0.03) ?? null

/** The readings that are not the one in use and can be had, each with the factors that lead there. */
export function otherReadings({ tempo, tempoReadings }: Pick<Heard, 'tempo' | 'tempoReadings'>) {
  if (tempo === null) return []
  return tempoReadings.flatMap((reading) => {
    const factors = Math.abs(reading.tempo / tempo - 1) > 0.04 ? factorsBetween(tempo, reading.tempo) : null
    return factors ? [{ ...reading, factors }] : []
  })
}

/** BPM: two places where it is exact, for the large figure; whole ones in lists. */
export const exactTempo = (tempo: number): string => tempo.toFixed(2)
export const shortTempo = (tempo: number): string => String(Math.round(tempo))

/** "1:02.35", down to the hundredth. */
export function exactClock(seconds: Seconds): string {
  const hundredths = Math.round(Math.max(0, seconds) * 100)
  return `${clock(Math.floor(hundredths / 100))}.${String(hundredths % 100).padStart(2, '0')}`
}

export const percent = (part: number): string => `${Math.round(100 * Math.min(1, Math.max(0, part)))} %`

/** How far a tempo is to be trusted: below 0.3 it is not. */
export function trust(confidence: number): 'sure' | 'likely' | 'a guess' {
  return confidence >= 0.7 ? 'sure' : confidence >= 0.3 ? 'likely' : 'a guess'
}

const reasons: Readonly<Record<string, string>> = {
  silence: 'There is nothing to hear in it',
  noise: 'It is noise, without a beat',
  speech: 'It is speech, without a beat',
  'too short': 'It is too short to tell',
}

/** Why there is no tempo. What is not one of the known reasons is said as it comes. */
export function reasonWords(reason: string): string {
  const words = own(reasons, reason) ?? reason
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value)}`

/** A length of time that is only roughly known. */
export function roughly(seconds: Seconds): string {
  const minutes = Math.round(seconds / 60)
  if (seconds < 50) return 'less than a minute'
  if (minutes < 60) return `about ${minutes} min`
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60 > 0 ? `${minutes % 60} min` : ''}`.trim()
}

const many = (n: number): string => n.toLocaleString('en')

/** How far the analysis of the library is. */
export function progressWords({ done, total, failed, secondsLeft, paused }: Progress): string {
  const left = paused ? 'paused' : secondsLeft === null ? '' : `${roughly(secondsLeft)} left`
  const count = done >= total ? `${many(total)} analysed` : `${many(done)} of ${many(total)} analysed`
  return [count, failed > 0 && `${many(failed)} failed`, done < total && left].filter(Boolean).join(' · ')
}

/** The user's corrections in a few words: taps take the place of what was said about the beat before, nudges are summed up, the last drop counts. */
export function correctionWords(corrections: readonly Correction[]): readonly string[] {
  let words: readonly string[] = []
  let drop: string | null = null
  let nudged = 0
  for (const correction of corrections) {
    if (correction.kind === 'times') words = [...words, factors.find(({ factor }) => factor === correction.factor)?.sign ?? '']
    if (correction.kind === 'tap') [words, nudged] = [['tapped'], 0]
    if (correction.kind === 'drop') drop = `drop at ${exactClock(correction.time)}`
    if (correction.kind === 'nudge') nudged += correction.by
  }
  const ms = Math.round(nudged * 1000)
  return [...words, ...(ms === 0 ? [] : [`beats ${signed(ms)} ms`]), ...(drop === null ? [] : [drop])]
}
