import { AAC_RATES } from './aac'

/** What an AudioSpecificConfig says (ISO 14496-3, 1.6.2.1). */
export interface AudioConfig {
  /** The core's: 1 Main, 2 LC, 4 LTP. */
  readonly object: number
  readonly rateIndex: number
  /** Hz of the core, which spectral band replication doubles. */
  readonly coreRate: number
  /** The channel configuration: 7 are eight channels. */
  readonly channels: number
  /** Spectral band replication is announced. */
  readonly sbr: boolean
  /** Parametric stereo is announced. */
  readonly ps: boolean
}

/** What no AAC frame in ADTS can be. */
const OTHERS: Readonly<Record<number, string>> = { 3: 'AAC SSR', 22: 'BSAC', 23: 'AAC-LD', 32: 'MP1', 33: 'MP2', 36: 'MPEG-4 ALS', 37: 'MPEG-4 SLS', 38: 'MPEG-4 SLS', 39: 'AAC-ELD', 42: 'xHE-AAC' }
const SBR = 5, PS = 29, SYNC = 0x2b7, SYNC_PS = 0x548

/** A coding that has no ADTS frames is answered with its name. */
export function audioConfig(bytes: Uint8Array): AudioConfig | string {
  let at = 0
  const left = () => bytes.length * 8 - at
  const bits = (count: number): number => {
    let value = 0
    for (; count > 0; count--, at++) value = value * 2 + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1)
    return value
  }
  const objectType = () => {
    const type = bits(5)
    return type === 31 ? 32 + bits(6) : type
  }
  /** An index, or -1 for a rate that has none. */
  const rate = () => {
    const index = bits(4)
    return index === 15 ? AAC_RATES.indexOf(bits(24)) : index
  }
  let object = objectType()
  const rateIndex = rate(), channels = bits(4)
  let sbr = object === SBR || object === PS, ps = object === PS
  if (sbr) {
    rate()
    object = objectType()
  }
  const coreRate = AAC_RATES[rateIndex]
  if (![1, 2, 4].includes(object)) return OTHERS[object] ?? 'AAC of a rare kind'
  const short = bits(1)
  if (bits(1)) bits(14) // depends on a core coder
  bits(1)
  if (coreRate === undefined || channels < 1 || channels > 7 || short) return 'AAC of a rare kind'
  if (!sbr && left() >= 16 && bits(11) === SYNC && objectType() === SBR) {
    sbr = bits(1) === 1
    if (sbr) rate()
    if (sbr && left() >= 12 && bits(11) === SYNC_PS) ps = bits(1) === 1
  }
  return { object, rateIndex, coreRate, channels, sbr, ps }
}
