import { pulseStrength } from './candidates'
import { FRAME_RATE } from './onsets'
import { judge, tempoBins, type Committee } from './net'
import type { Tempogram } from './tempogram'

/** Multiples of a candidate's frequency at which its surroundings are looked at. */
const RATIOS = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 3, 4]
/** A peak may lie this much beside a simple ratio. */
const SLACK = [0.985, 1, 1.015]

/**
 * What the choice of the octave is made from, one row a candidate (BPM): how strongly the bands repeat at simple
 * ratios of it (autocorrelation and spectrum), how the bands answer each other there (kick and snare
 * a beat apart say more than either), how strong its pulse is beside the strongest, and where the tempo lies.
 */
export function octaveInputs(tempogram: Tempogram, candidates: readonly number[]): number[][] {
  const strengths = candidates.map((tempo) => pulseStrength(tempogram.all, tempo))
  const best = Math.max(...strengths) || 1
  return candidates.map((tempo, i) => [...surroundings(tempogram, tempo), Math.log(strengths[i]! / best + 1e-3), ...tempoBins(tempo)])
}

function surroundings(tempogram: Tempogram, tempo: number): number[] {
  const period = (60 * FRAME_RATE) / tempo
  const inputs: number[] = []
  for (const band of [tempogram.all, tempogram.low, tempogram.high]) {
    for (const ratio of RATIOS) inputs.push(Math.sqrt(Math.max(0, ...SLACK.map((slack) => band.lag((period / ratio) * slack)))))
    for (const ratio of RATIOS) {
      inputs.push(Math.log1p(Math.max(...SLACK.map((slack) => band.frequency((tempo / 60) * ratio * slack)))))
    }
  }
  for (const lag of [tempogram.lowHigh, tempogram.lowMid, tempogram.midHigh]) {
    for (const ratio of RATIOS) inputs.push(Math.max(...SLACK.map((slack) => lag((period / ratio) * slack))))
    inputs.push(lag(0))
  }
  return inputs
}

/** The candidates with the probability that each is the tempo people would tap, best first. */
export function readingsOf(committee: Committee, tempogram: Tempogram, candidates: readonly number[]) {
  const weights = judge(committee, octaveInputs(tempogram, candidates))
  return candidates.map((tempo, i) => ({ tempo, weight: weights[i]! })).sort((a, b) => b.weight - a.weight)
}
