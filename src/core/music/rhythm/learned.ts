import type { LiftWeights } from './drops'

/** Written by scripts/train-drops.mjs; do not edit. In the order of LIFT_INPUTS. */
export const LIFT: LiftWeights = {
  bias: -8.183,
  weights: [-0.509, 4.058, 5.008, 1.864, 1.002, 1.715, 1.077, -0.786, 0.084, -0.883, 2.734, 2.518, -0.044, -1.776, 2.102, -1.869, 1.566, 0.642, 2.256, -0.94, -11.11, 5.446, 0.863],
}
