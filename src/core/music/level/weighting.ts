/**
 * K-weighting of ITU-R BS.1770-5 at one sample rate: a high shelf, (1, b1, b2) over (1, a1, a2), then a high-pass,
 * (1, -2, 1) over (1, c1, c2).
 */
export interface Weighting {
  readonly b1: number
  readonly b2: number
  readonly a1: number
  readonly a2: number
  readonly c1: number
  readonly c2: number
  /** The gain taken out of both filters, squared: what their squared output is to be multiplied with. */
  readonly power: number
}

/**
 * The recommendation gives coefficients for 48 kHz only. They are the bilinear transforms of an analogue shelf
 * (1,681.97 Hz, +4.00 dB, Q 0.7072) and high-pass (38.135 Hz, Q 0.5003): B. De Man, "Evaluation of Implementations of the
 * EBU R128 Loudness Measurement" (AES 145, 2018), as libebur128 has them. The recommendation leaves its high-pass unscaled,
 * a gain of 1.005 at 48 kHz, which other rates take over.
 */
export function weightingAt(sampleRate: number): Weighting {
  const shelf = Math.tan((Math.PI * 1681.974450955533) / sampleRate)
  const q = 0.7071752369554196
  const high = 10 ** (3.999843853973347 / 20)
  const band = high ** 0.4996667741545416
  const a0 = 1 + shelf / q + shelf * shelf
  const b0 = high + (band * shelf) / q + shelf * shelf
  const pass = passAt(sampleRate)
  const c0 = passGain(pass)
  return {
    b1: (2 * (shelf * shelf - high)) / b0,
    b2: (high - (band * shelf) / q + shelf * shelf) / b0,
    a1: (2 * (shelf * shelf - 1)) / a0,
    a2: (1 - shelf / q + shelf * shelf) / a0,
    c1: (2 * (pass * pass - 1)) / c0,
    c2: (1 - pass / PASS_Q + pass * pass) / c0,
    power: ((b0 / a0) * (passGain(passAt(48_000)) / c0)) ** 2,
  }
}

const PASS_Q = 0.5003270373238773
const passAt = (sampleRate: number): number => Math.tan((Math.PI * 38.13547087602444) / sampleRate)
/** What (1, -2, 1) over (1, c1, c2) has too much against the analogue high-pass. */
const passGain = (pass: number): number => 1 + pass / PASS_Q + pass * pass

/** What the two filters of a channel remember. */
export interface Memory {
  s1: number
  s2: number
  t1: number
  t2: number
}

export const emptyMemory = (): Memory => ({ s1: 0, s2: 0, t1: 0, t2: 0 })

/** In silence a memory would fade into denormal numbers, which are slow. */
export function remember(memory: Memory, s1: number, s2: number, t1: number, t2: number): void {
  const faded = Math.abs(s1) + Math.abs(s2) + Math.abs(t1) + Math.abs(t2) < 1e-30
  memory.s1 = faded ? 0 : s1
  memory.s2 = faded ? 0 : s2
  memory.t1 = faded ? 0 : t1
  memory.t2 = faded ? 0 : t2
}
