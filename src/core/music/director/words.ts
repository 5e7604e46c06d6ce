import type { Phase } from '../../workout/plan'
import type { Seconds } from '../../workout/workout'
import type { Mapped, Taste } from './direction'
import type { Laid } from './lay'
import { hasGrid, rangeOf } from './pace'
import type { Policy } from '../policy'

export const phaseName: Readonly<Record<Phase, string>> = { prep: 'prep', warmup: 'warm-up', work: 'work', rest: 'rest', cooldown: 'cooldown' }

const bpm = (tempo: number): string => `${Number(tempo.toFixed(1))}`
/** A place in a track, as players show it. */
export const place = (seconds: Seconds): string => {
  const whole = Math.floor(seconds + 0.005)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** '142 BPM, locked to 140' and its like. */
export function tempoWords({ pace: { felt, locked }, slot: { phase } }: Pick<Laid, 'pace' | 'slot'>, policy: Policy): string {
  const { least, most } = rangeOf(phase, policy)
  const range = `${Math.round(least)}-${Math.round(most)} for ${phaseName[phase]}`
  if (felt === null) return `tempo unknown, nothing nearer for ${phaseName[phase]}`
  const own = felt.tempo / felt.times
  const heard = felt.times === 1 ? `${bpm(own)} BPM` : `${bpm(own)} BPM felt as ${bpm(felt.tempo)}`
  if (locked !== null) return `${heard}, locked to ${bpm(locked)}`
  return felt.distance === 0 ? `${heard}, within ${range}` : `${heard}, nearest to ${range}`
}

/** Why a slot has its track, and what happens to it there. */
export function reasonsOf(laid: Laid, policy: Policy, taste: Taste, locked: boolean): string[] {
  const { candidate: { track, facts }, drop, ends, slot } = laid
  const reasons = [tempoWords(laid, policy)]
  if (drop) {
    const { wish: { role, at }, time } = drop
    const what = role === 'bell' ? 'on the bell' : role === 'second wind' ? 'for the second wind' : `${Math.round(at - slot.start)} s into the round`
    reasons.push(`drop at ${place(time)} ${what}`)
  }
  if (ends === 'bar') reasons.push('leaves on a bar line')
  const mapped = taste.mapped.get(track.id)
  if (mapped) reasons.push(songWords(mapped))
  if (locked) reasons.push('your choice')
  else if (taste.favourites.has(track.id)) reasons.push('a favourite')
  if (!hasGrid(facts)) reasons.push(facts === null ? 'not analysed yet: joined by plain fades' : 'no sure beat: joined by plain fades')
  return reasons
}

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
/** 'two more tracks', '13 songs'. */
export const counted = (count: number, thing: string): string => `${numbers[count] ?? count} ${thing}${count === 1 ? '' : 's'}`

/** Which song of the soundtrack a track is, or is taken for. */
export const songWords = ({ title, standIn }: Mapped): string => (standIn ? `stands in for ${title}` : `soundtrack: ${title}`)
