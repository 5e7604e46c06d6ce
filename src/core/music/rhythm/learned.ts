import type { LiftWeights } from './drops'

/** Written by scripts/train-drops.mjs; do not edit. In the order of LIFT_INPUTS. */
export const LIFT: LiftWeights = {
  bias: -8.188,
  weights: [-0.502, 4.106, 4.944, 1.849, 0.994, 1.693, 1.077, -0.77, 0.089, -0.886, 2.713, 2.507, -0.047, -1.75, 2.097, -1.856, 1.592, 0.619, 2.256, -0.929, -11.071, 5.5, 0.857],
}
