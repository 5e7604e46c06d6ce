import type { Phase } from '../../workout/plan'
import type { CatalogTrack, Role } from '../catalog'
import { tempoOf } from '../tempo'

/** A track of the library that may stand in. */
export interface Available {
  readonly id: string
  /** BPM. */
  readonly tempo: number | null
  /** 0-1. */
  readonly energy: number | null
}

export interface StandIn {
  readonly id: string
  /** 0 the same tempo and energy. */
  readonly distance: number
  /** Why it was chosen, in short words. */
  readonly reasons: readonly string[]
}

/** The phase whose usual tempo a song without a tempo of its own is wanted at. */
const phaseOf: Readonly<Record<Role, Phase>> = { 'warm-up': 'warmup', build: 'warmup', work: 'work', between: 'work', breather: 'rest', finisher: 'work' }

const weights = {
  /** An octave apart in tempo. */
  tempo: 2,
  /** Felt in double or half time. */
  octave: 0.15,
  /** From the quietest to the wildest. */
  energy: 0.5,
  unknownTempo: 1,
  unknownEnergy: 0.15,
} as const

const bpm = (tempo: number): string => `${Number(tempo.toFixed(1))} BPM`

/**
 * The track that a session plays for a song that is not there: nearest in tempo, by its logarithm and if need be in double or half
 * time, and in energy. A song without a tempo is wanted at the usual one of its role's phase. Of equals the first.
 * @param tracks those that are free, without the ones that other songs have
 * @returns null where there is no track, or where nothing is known of the song that could choose
 */
export function standIn({ tempo, energy, role }: CatalogTrack, tracks: readonly Available[]): StandIn | null {
  const wanted = tempo ?? (role === null ? null : tempoOf[phaseOf[role]].target)
  if (wanted === null && energy === null) return null
  const judged = tracks.map((track): StandIn => {
    const reasons: string[] = []
    let distance = 0
    if (wanted !== null) {
      const usual = tempo === null ? `, usual for ${role}` : ''
      if (track.tempo === null) {
        distance += weights.unknownTempo
        reasons.push('tempo unknown')
      } else {
        const apart = (times: number) => weights.tempo * Math.abs(Math.log2((track.tempo! * times) / wanted)) + (times === 1 ? 0 : weights.octave)
        const times = [1, 2, 0.5].reduce((best, one) => (apart(one) < apart(best) ? one : best))
        distance += apart(times)
        reasons.push(`${bpm(track.tempo)}${times === 1 ? '' : ` felt as ${bpm(times * track.tempo)}`} for ${bpm(wanted)}${usual}`)
      }
    }
    if (energy !== null) {
      distance += track.energy === null ? weights.unknownEnergy : weights.energy * Math.abs(track.energy - energy)
      reasons.push(track.energy === null ? 'energy unknown' : `energy ${track.energy.toFixed(2)} for ${energy.toFixed(2)}`)
    }
    return { id: track.id, distance, reasons }
  })
  return judged.reduce<StandIn | null>((best, one) => (best === null || one.distance < best.distance ? one : best), null)
}
