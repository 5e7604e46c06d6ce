import { view } from './bytes'
import { bitsAt, residuals, SPARE } from './golomb'
import { predicted, summed } from './predictor'

// Apple Lossless, by the description and the reference decoder that Apple published in 2011.

/** Where each channel of a packet belongs: a packet begins with the centre, Web Audio with left and right. */
const ORDERS: readonly (readonly number[])[] = [[0], [0, 1], [2, 0, 1], [2, 0, 1, 3], [2, 0, 1, 3, 4], [2, 0, 1, 4, 5, 3], [2, 0, 1, 4, 5, 6, 3], [2, 6, 7, 0, 1, 4, 5, 3]]

const MOST = 1 << 16 // samples of a packet; encoders write 4096

/** The kinds of a packet's elements. */
const ONE = 0, PAIR = 1, LOW = 3, DATA = 4, FILL = 6, END = 7

/**
 * Decodes packets of Apple Lossless; each by itself.
 * @param config the ALACSpecificConfig, 24 bytes
 * @returns decodes one packet: the channels in Web Audio's order, full scale is 1; throws RangeError where it is damaged
 * @throws RangeError where it asks for what there is not
 */
export function createAlacDecoder(config: Uint8Array): (packet: Uint8Array) => Float32Array<ArrayBuffer>[] {
  if (config.length < 24) throw new RangeError('its configuration is too short')
  const frame = view(config).getUint32(0), depth = config[5]!, pb = config[6]!, mb = config[7]!, kb = config[8]!
  const order = ORDERS[config[9]! - 1]
  if (frame === 0 || frame > MOST) throw new RangeError(`packets of ${frame} samples`)
  if (![16, 20, 24, 32].includes(depth)) throw new RangeError(`samples of ${depth} bits`)
  if (!order) throw new RangeError(`${config[9]} channels`)
  if (kb === 0 || kb > 30) throw new RangeError('its codes have no length')

  const buffers = [new Int32Array(frame), new Int32Array(frame)]
  let bytes = new Uint8Array(0), at = 0, end = 0
  const skip = (bits: number) => {
    at += bits
    if (at > end) throw new RangeError('a packet ends too early')
  }
  /** 1 to 32 bits. */
  const read = (bits: number) => {
    const value = bitsAt(bytes, at) >>> (32 - bits)
    skip(bits)
    return value
  }
  const signed = (bits: number) => (read(bits) << (32 - bits)) >> (32 - bits)

  const predictor = () => {
    const mode = read(4), shift = read(4), factor = read(3)
    return { mode, shift, factor, coefficients: Int16Array.from({ length: read(5) }, () => signed(16)) }
  }

  /** One channel or two. */
  function element(channels: 1 | 2): Float32Array<ArrayBuffer>[] {
    skip(4 + 12)
    const partial = read(1), low = 8 * read(2), raw = read(1)
    const count = partial ? read(32) : frame
    if (count === 0 || count > frame) throw new RangeError(`a packet of ${count} samples`)
    const used = buffers.slice(0, channels)
    let lows = -1
    if (raw) {
      for (let i = 0; i < count; i++) for (const one of used) one[i] = signed(depth)
    } else {
      const width = depth - low + channels - 1
      if (low > 16 || width < 1 || width > 32) throw new RangeError(`a packet of ${width} bits`)
      const mixShift = read(8), mix = signed(8)
      const predictors = used.map(predictor)
      lows = low ? at : -1
      skip(low * count * channels)
      for (const [channel, { mode, shift, factor, coefficients }] of predictors.entries()) {
        const one = used[channel]!
        at = residuals(bytes, at, end, one, count, width, { history: (pb * factor) >> 2, start: mb, limit: kb })
        if (mode !== 0) summed(one, count, width)
        if (coefficients.length === 31) summed(one, count, width)
        else predicted(one, count, width, coefficients, shift)
      }
      if (channels === 2 && mix !== 0) unmix(used[0]!, used[1]!, count, mix, mixShift)
    }
    const scale = 2 ** (1 - depth)
    return used.map((one, channel) => {
      const out = new Float32Array(count)
      if (lows < 0) for (let i = 0; i < count; i++) out[i] = one[i]! * scale
      else for (let i = 0; i < count; i++) out[i] = ((one[i]! << low) | (bitsAt(bytes, lows + low * (channels * i + channel)) >>> (32 - low))) * scale
      return out
    })
  }

  return (packet) => {
    if (bytes.length < packet.length + SPARE) bytes = new Uint8Array(packet.length + SPARE)
    bytes.set(packet)
    bytes.fill(0, packet.length)
    at = 0
    end = 8 * packet.length
    const found: Float32Array<ArrayBuffer>[] = []
    while (found.length < order.length) {
      const kind = read(3)
      if (kind === ONE || kind === LOW) found.push(...element(1))
      else if (kind === PAIR) found.push(...element(2))
      else if (kind === DATA) {
        skip(4)
        const aligned = read(1), size = read(8), more = size === 255 ? read(8) : 0
        if (aligned) skip(-at & 7)
        skip(8 * (size + more))
      } else if (kind === FILL) {
        const size = read(4)
        skip(8 * (size === 15 ? 14 + read(8) : size))
      } else throw new RangeError(kind === END ? 'a packet has too few channels' : `a packet has an element of kind ${kind}`)
    }
    if (found.length > order.length) throw new RangeError('a packet has too many channels')
    if (found.some(({ length }) => length !== found[0]!.length)) throw new RangeError('the channels of a packet differ in length')
    return Array.from(order, (_, place) => found[order.indexOf(place)]!)
  }
}

/** Left and right of what were their weighted mean and their difference. */
function unmix(a: Int32Array, b: Int32Array, count: number, weight: number, shift: number): void {
  if (shift > 31) throw new RangeError(`a mean of ${shift} bits`)
  for (let i = 0; i < count; i++) {
    const difference = b[i]!, right = (a[i]! - (Math.imul(weight, difference) >> shift)) | 0
    a[i] = right + difference
    b[i] = right
  }
}
