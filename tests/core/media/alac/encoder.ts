/** How a packet of Apple Lossless is to be written; every choice of the format is free here, which no real encoder makes so. */
export interface Choice {
  readonly depth: number
  readonly pb: number
  readonly mb: number
  readonly kb: number
  /** Of the packet; a config's may be larger. */
  readonly frame: number
  /** Low bits apart, in bytes. */
  readonly low: 0 | 1 | 2
  readonly raw: boolean
  readonly mix: number
  readonly mixShift: number
  readonly mode: number
  readonly shift: number
  readonly factor: number
  /** 31 of them: the differences alone. */
  readonly coefficients: readonly number[]
  /** Elements that are no sound come before each that is. */
  readonly filled: boolean
}

export const configOf = ({ depth, pb, mb, kb }: Choice, frame: number, channels: number, rate = 44_100): Uint8Array => {
  const bytes = new Uint8Array(24), data = new DataView(bytes.buffer)
  data.setUint32(0, frame)
  bytes.set([0, depth, pb, mb, kb, channels, 0, 255], 4)
  data.setUint32(20, rate)
  return bytes
}

/** @param channels as integers, in the order of the format: the centre first */
export function encode(channels: readonly Int32Array[], choice: Choice): Uint8Array {
  const all: number[] = []
  const write = (value: number, bits: number) => { for (let bit = bits - 1; bit >= 0; bit--) all.push(Math.floor((value < 0 ? value + 2 ** 32 : value) / 2 ** bit) % 2) }
  const layout = [[1], [2], [1, 2], [1, 2, 1], [1, 2, 2], [1, 2, 2, 3], [1, 2, 2, 1, 3], [1, 2, 2, 2, 3]][channels.length - 1]!
  let next = 0
  for (const kind of layout) {
    if (choice.filled) {
      write(4, 3); write(0, 4); write(1, 1); write(3, 8) // data, aligned
      while (all.length % 8) write(0, 1)
      write(0x123456, 24)
      write(6, 3); write(15, 4); write(2, 8); write(0, 8 * 16)
    }
    write(kind === 1 ? 0 : kind === 2 ? 1 : 3, 3)
    element(channels.slice(next, next += kind === 2 ? 2 : 1), choice, write)
  }
  write(7, 3)
  while (all.length % 8) write(0, 1)
  return Uint8Array.from({ length: all.length / 8 }, (_, i) => Number.parseInt(all.slice(8 * i, 8 * i + 8).join(''), 2))
}

type Write = (value: number, bits: number) => void

function element(channels: readonly Int32Array[], choice: Choice, write: Write): void {
  const { depth, raw, mix, mixShift, mode, shift, factor, coefficients } = choice
  const count = channels[0]!.length, low = raw ? 0 : 8 * choice.low
  write(0, 16); write(count === choice.frame ? 0 : 1, 1); write(low / 8, 2); write(raw ? 1 : 0, 1)
  if (count !== choice.frame) write(count, 32)
  if (raw) {
    for (let i = 0; i < count; i++) for (const one of channels) write(one[i]!, depth)
    return
  }
  write(mixShift, 8); write(mix, 8)
  for (const _ of channels) {
    write(mode, 4); write(shift, 4); write(factor, 3); write(coefficients.length, 5)
    for (const coefficient of coefficients) write(coefficient, 16)
  }
  if (low) for (let i = 0; i < count; i++) for (const one of channels) write(one[i]! & (2 ** low - 1), low)
  const high = channels.map((one) => one.map((x) => x >> low))
  if (high.length === 2 && mix !== 0) {
    const [left, right] = high as [Int32Array, Int32Array]
    for (let i = 0; i < count; i++) {
      const difference = left[i]! - right[i]!
      left[i] = right[i]! + (Math.imul(mix, difference) >> mixShift)
      right[i] = difference
    }
  }
  const width = depth - low + channels.length - 1
  for (const one of high) {
    let rest = coefficients.length === 31 ? differences(one, width) : predict(one, width, [...coefficients], shift)
    if (mode) rest = differences(rest, width)
    golomb(rest, width, (choice.pb * factor) >> 2, choice.mb, choice.kb, write)
  }
}

const wrap = (x: number, width: number) => (x << (32 - width)) >> (32 - width)
const differences = (x: Int32Array, width: number) => x.map((one, i) => (i ? wrap(one - x[i - 1]!, width) : one))

function predict(x: Int32Array, width: number, coefficients: number[], shift: number): Int32Array {
  const order = coefficients.length
  return x.map((one, i) => {
    if (order === 0 || i === 0) return one
    if (i <= order) return wrap(one - x[i - 1]!, width)
    const top = x[i - order - 1]!
    const sum = coefficients.reduce((sum, c, k) => (sum + Math.imul(c, x[i - 1 - k]! - top)) | 0, (1 << shift) >> 1)
    const error = wrap(one - top - (sum >> shift), width)
    let rest = error
    for (let k = order - 1; k >= 0 && rest !== 0 && rest > 0 === error > 0; k--) {
      const dd = top - x[i - 1 - k]!, sign = Math.sign(dd) * Math.sign(error)
      coefficients[k] = ((coefficients[k]! - sign) << 16) >> 16
      rest -= (order - k) * ((sign * dd) >> shift)
    }
    return error
  })
}

function golomb(x: Int32Array, width: number, pb: number, mb: number, kb: number, write: Write): void {
  const code = (n: number, m: number, k: number, escape: number) => {
    const ones = Math.floor(n / m), rest = n % m
    if (ones > 8) {
      write(0x1ff, 9); write(n, escape)
      return
    }
    write(2 ** (ones + 1) - 2, ones + 1)
    if (k > 1) write(rest ? rest + 1 : 0, rest ? k : k - 1)
  }
  let mean = mb, odd = 0
  for (let i = 0; i < x.length;) {
    const zigzag = x[i]! < 0 ? -2 * x[i]! - 1 : 2 * x[i]!, n = zigzag - odd
    i++
    const k = Math.min(kb, Math.floor(Math.log2(Math.floor(mean / 512) + 3)))
    code(n, 2 ** k - 1, k, width)
    mean = n > 0xffff ? 0xffff : (mean + pb * zigzag - Math.floor(((pb * mean) % 2 ** 32) / 512)) % 2 ** 32 // It wraps.
    odd = 0
    if (mean >= 128 || i >= x.length) continue
    let run = 0
    while (i < x.length && x[i] === 0 && run < 0xffff) { run++; i++ }
    const bits = Math.clz32(mean) - 24 + ((mean + 16) >> 6)
    code(run, (2 ** bits - 1) & (2 ** kb - 1), bits, 16)
    odd = run < 0xffff ? 1 : 0
    mean = 0
  }
}
