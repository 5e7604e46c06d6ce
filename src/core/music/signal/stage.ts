/** A step of the resampler. It filters what lies in its line, whose writer goes on at `end`. */
export interface Stage {
  /** Has room for a block of samples from `end` on. */
  readonly line: Float64Array
  readonly end: number
  /** Takes `count` new samples at `end`; writes what they make to `out` from `at` on and tells how many. */
  run(count: number, out: Float64Array, at: number): number
}
