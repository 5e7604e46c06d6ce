import { ANALYSIS_RATE } from '../signal/resample'

/**
 * Triangular mel bands, 30 Hz to 5 kHz, at the analysis rate: each bin lies on the rising side of one and the falling side of the band below.
 * @param size of the transform
 * @param count of the bands
 */
export function melBands(size: number, count: number) {
  const mel = (hz: number) => 1127 * Math.log(1 + hz / 700)
  const bottom = mel(30)
  const step = (mel(5000) - bottom) / (count + 1)
  const bins: number[] = [], band: number[] = [], up: number[] = []
  for (let k = 1; k < size / 2; k++) {
    const at = (mel((k * ANALYSIS_RATE) / size) - bottom) / step
    if (at <= 0 || at >= count + 1) continue
    bins.push(k)
    band.push(Math.floor(at))
    up.push(at - Math.floor(at))
  }
  const centre = (b: number) => 700 * (Math.exp((bottom + (b + 1) * step) / 1127) - 1)
  const below = (limit: number) => Array.from({ length: count }, (_, b) => centre(b)).filter((hz) => hz < limit).length
  return {
    bins: Int32Array.from(bins), band: Int32Array.from(band), up: Float64Array.from(up),
    lowEnd: below(160), highStart: below(1500),
  }
}
