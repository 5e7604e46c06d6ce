/**
 * Kaiser's window (J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", 1974).
 * @param x place in the window: 1 at its middle 0, nothing from -1 down and from 1 up
 * @param shape his alpha: 4.55 for a stop band 50 dB down, more for a deeper one and a wider transition
 */
export function kaiser(x: number, shape: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(shape * Math.sqrt(1 - x * x)) / bessel(shape)
}

/** I0, the modified Bessel function of order 0, for 0 to 10. */
function bessel(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; k < 30; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

/** The shape for 50 dB, as the resampler's filters have it. */
export const SHAPE = 4.55

/** Taps for 50 dB over a transition given as a part of the sample rate, by his estimate. */
export const kaiserLength = (transition: number): number => (50 - 7.95) / (14.36 * transition)
