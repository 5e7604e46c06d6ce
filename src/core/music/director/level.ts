import type { Facts } from './direction'

/** What music is levelled to, in LUFS, and what its peaks keep below, in dBTP. */
const LOUDNESS = -14
const PEAK = -1
/** For tracks that nobody has measured: so much louder than that is music nowadays, in dB. */
const UNMEASURED = -5
/** No track is raised by more, in dB: what is so quiet is meant so, or is not music. */
const MOST = 12

/** The gain that levels a track, in dB to 0.01. */
export function gainOf(facts: Pick<Facts, 'loudness' | 'truePeak'> | null): number {
  if (facts === null || facts.loudness === null) return UNMEASURED
  const wanted = Math.min(MOST, LOUDNESS - facts.loudness)
  const gain = facts.truePeak === null ? Math.min(0, wanted) : Math.min(wanted, PEAK - facts.truePeak)
  return Math.floor(100 * gain) / 100
}
