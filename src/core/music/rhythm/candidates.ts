import { FRAME_RATE } from './onsets'
import type { Periodicity, Tempogram } from './tempogram'

export const SLOWEST = 40
export const FASTEST = 250
/** Steps of the search, 0.7 %. */
const STEP = 1.007
const STEPS = Math.floor(Math.log(FASTEST / SLOWEST) / Math.log(STEP)) + 1
const PEAKS = 7
const RELATIVES = [1 / 2, 2, 1 / 3, 3, 2 / 3, 3 / 2, 3 / 4, 4 / 3]

/** The tempi (BPM) a piece can be heard at: the strongest pulses and what stands in a simple ratio to the top three. */
export function candidatesOf({ all }: Tempogram): readonly number[] {
  const strength = Float64Array.from({ length: STEPS }, (_, i) => pulseStrength(all, SLOWEST * STEP ** i))
  const peaks: { tempo: number; strength: number }[] = []
  for (let i = 1; i < STEPS - 1; i++) {
    const here = strength[i]!
    if (here > strength[i - 1]! && here >= strength[i + 1]!) peaks.push({ tempo: SLOWEST * STEP ** i, strength: here })
  }
  peaks.sort((a, b) => b.strength - a.strength)
  const tempi = peaks.slice(0, PEAKS).map(({ tempo }) => tempo)
  for (const tempo of tempi.slice(0, 3)) tempi.push(...RELATIVES.map((ratio) => tempo * ratio))
  return tempi.reduce<number[]>((kept, tempo) => {
    const known = kept.some((other) => Math.abs(Math.log(tempo / other)) < 0.03)
    return known || tempo < SLOWEST || tempo > FASTEST ? kept : [...kept, tempo]
  }, [])
}

/** The geometric mean of the two combs: the autocorrelation favours half the tempo, the spectrum twice; together neither. */
export function pulseStrength(band: Periodicity, tempo: number): number {
  const hz = tempo / 60
  const period = FRAME_RATE / hz
  let lags = 0
  let spectrum = 0
  for (let k = 1; k <= 4; k++) {
    lags += Math.max(0, band.lag(k * period)) / 4
    spectrum += band.frequency(k * hz) / 4
  }
  return Math.sqrt(lags * spectrum)
}
