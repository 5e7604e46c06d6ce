import type { Rows } from './texture'

/** Rows on each side of a place that are compared: 8 s. */
const REACH = 16
/** dB of level and of a band's energy that weigh as much as each other. */
const LEVEL_WEIGHT = 1.5

/**
 * How different what follows each row boundary is from what went before it, 0 where nothing changes: the mean distance across
 * the boundary minus that on each of its sides, nearer rows weighing more (J. Foote, "Automatic audio segmentation using a
 * measure of audio novelty", 2000). Value r belongs to the start of row r.
 */
export function noveltyOf(rows: Rows): Float64Array {
  const { count } = rows
  const features = featuresOf(rows)
  const width = rows.bands + 2
  const reach = Math.min(REACH, Math.floor(count / 3))
  const novelty = new Float64Array(count)
  if (reach < 2) return novelty
  const distances = new Float64Array(count * 2 * reach)
  // Distances from row a to the rows after it, a + 1 to a + 2 reach - 1.
  for (let a = 0; a < count; a++) {
    for (let d = 1; d < 2 * reach && a + d < count; d++) {
      let sum = 0
      for (let f = 0; f < width; f++) sum += (features[a * width + f]! - features[(a + d) * width + f]!) ** 2
      distances[a * 2 * reach + d] = Math.sqrt(sum)
    }
  }
  const taper = Float64Array.from({ length: reach }, (_, i) => Math.exp(-2 * ((i + 0.5) / reach) ** 2))
  for (let r = 2; r < count - 1; r++) {
    let across = 0, acrossWeight = 0, within = 0, withinWeight = 0
    for (let i = -reach; i < reach; i++) {
      const a = r + i
      if (a < 0) continue
      for (let j = i + 1; j < reach && r + j < count; j++) {
        const weight = taper[i < 0 ? -i - 1 : i]! * taper[j < 0 ? -j - 1 : j]!
        const distance = weight * distances[a * 2 * reach + j - i]!
        if (i < 0 && j >= 0) { across += distance; acrossWeight += weight } else { within += distance; withinWeight += weight }
      }
    }
    if (withinWeight > 0) novelty[r] = Math.max(0, across / acrossWeight - within / withinWeight)
  }
  return novelty
}

/** Rows of level, onsets and bands, all in steps of about 10 dB; quiet rows differ only as far as they can be heard. */
function featuresOf({ count, level, onsets, bands, timbre }: Rows): Float64Array {
  const width = bands + 2
  const features = new Float64Array(count * width)
  let onsetMean = 1e-9
  for (let r = 0; r < count; r++) onsetMean += onsets[r]! / count
  for (let r = 0; r < count; r++) {
    features[r * width] = (LEVEL_WEIGHT * Math.max(-50, level[r]!)) / 10
    features[r * width + 1] = onsets[r]! / onsetMean
    for (let b = 0; b < bands; b++) features[r * width + 2 + b] = timbre[r * bands + b]! / Math.sqrt(bands)
  }
  return features
}
