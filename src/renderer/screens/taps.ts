import { fitTaps } from '../../core/music/taps'
import type { Seconds } from '../../core/workout/workout'

/** Taps further apart than this do not belong together. */
const longest: Seconds = 2.5

/** The taps with another one at `at` seconds of the track; begun anew after a long gap or a jump back. */
export function tapped(taps: readonly Seconds[], at: Seconds): readonly Seconds[] {
  const gap = at - (taps.at(-1) ?? at)
  return taps.length > 0 && (gap <= 0 || gap > longest) ? [at] : [...taps, at]
}

/** The tempo of the taps so far, BPM, to be shown while they come in: by their middle gap, from four on by the line through them. Null below two. */
export function tapTempo(taps: readonly Seconds[]): number | null {
  const gaps = taps.slice(1).map((tap, i) => tap - (taps[i] ?? tap)).sort((a, b) => a - b)
  const usual = gaps[Math.floor(gaps.length / 2)]
  if (!usual || usual <= 0) return null
  return 60 / (fitTaps(taps)?.period ?? usual)
}
