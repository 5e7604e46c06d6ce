/**
 * A complex Fourier transform of one fixed size, a power of two.
 * Radix 4 in Stockham's order (a last radix-2 step where the power is odd): no bit reversal, and the
 * two work arrays are allocated once.
 */
export class Fft {
  private readonly cos: Float64Array
  private readonly sin: Float64Array
  private readonly spareRe: Float64Array
  private readonly spareIm: Float64Array

  /** @throws RangeError for a size that is no power of two from 4 on */
  constructor(readonly size: number) {
    if (size < 4 || (size & (size - 1)) !== 0) throw new RangeError(`FFT size ${size} is not a power of two`)
    this.cos = Float64Array.from({ length: size }, (_, i) => Math.cos((2 * Math.PI * i) / size))
    this.sin = Float64Array.from({ length: size }, (_, i) => -Math.sin((2 * Math.PI * i) / size))
    this.spareRe = new Float64Array(size)
    this.spareIm = new Float64Array(size)
  }

  /** Transforms `re` and `im` (each `size` long) in place; forward, unscaled. */
  transform(re: Float64Array, im: Float64Array): void {
    const { size, cos, sin } = this
    let xr = re, xi = im
    let yr = this.spareRe, yi = this.spareIm
    let length = size
    let stride = 1
    while (length >= 4) {
      radix4(xr, xi, yr, yi, length, stride, cos, sin)
      let swap = xr; xr = yr; yr = swap
      swap = xi; xi = yi; yi = swap
      length >>= 2
      stride <<= 2
    }
    if (length === 2) {
      for (let q = 0; q < stride; q++) {
        const ar = xr[q]!, ai = xi[q]!, br = xr[q + stride]!, bi = xi[q + stride]!
        yr[q] = ar + br; yi[q] = ai + bi
        yr[q + stride] = ar - br; yi[q + stride] = ai - bi
      }
      xr = yr
      xi = yi
    }
    if (xr !== re) {
      re.set(xr)
      im.set(xi)
    }
  }
}

function radix4(
  xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array,
  length: number, stride: number, cos: Float64Array, sin: Float64Array,
): void {
  const quarter = length >> 2
  const step = stride * quarter
  for (let p = 0; p < quarter; p++) {
    const t = p * stride
    const w1r = cos[t]!, w1i = sin[t]!
    const w2r = cos[2 * t]!, w2i = sin[2 * t]!
    const w3r = cos[3 * t]!, w3i = sin[3 * t]!
    const end = t + stride
    for (let i = t, o = 4 * t; i < end; i++, o++) {
      const ar = xr[i]!, ai = xi[i]!
      const br = xr[i + step]!, bi = xi[i + step]!
      const cr = xr[i + 2 * step]!, ci = xi[i + 2 * step]!
      const dr = xr[i + 3 * step]!, di = xi[i + 3 * step]!
      const sumR = ar + cr, sumI = ai + ci, difR = ar - cr, difI = ai - ci
      const bdR = br + dr, bdI = bi + di, rotR = di - bi, rotI = br - dr
      yr[o] = sumR + bdR; yi[o] = sumI + bdI
      const e1r = difR - rotR, e1i = difI - rotI
      yr[o + stride] = w1r * e1r - w1i * e1i; yi[o + stride] = w1r * e1i + w1i * e1r
      const e2r = sumR - bdR, e2i = sumI - bdI
      yr[o + 2 * stride] = w2r * e2r - w2i * e2i; yi[o + 2 * stride] = w2r * e2i + w2i * e2r
      const e3r = difR + rotR, e3i = difI + rotI
      yr[o + 3 * stride] = w3r * e3r - w3i * e3i; yi[o + 3 * stride] = w3r * e3i + w3i * e3r
    }
  }
}
