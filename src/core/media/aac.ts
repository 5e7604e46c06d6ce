/** Hz, by index (ISO 14496-3, table 1.18). */
export const AAC_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350]

/** What an ADTS header tells of a stream (ISO 14496-3, 1.A.2.2). */
export interface AacConfig {
  /** The audio object type: 2 is AAC-LC. */
  readonly object: number
  /** Of the core, into {@link AAC_RATES}. */
  readonly rateIndex: number
  readonly channels: number
}

/**
 * The rate to decode at. A core of 24 kHz or less may hide spectral band replication (HE-AAC), which doubles its rate and
 * which nothing but the coded spectrum tells of. Where there is none, twice the rate does no harm.
 */
export const decodedRate = (coreRate: number): number => (coreRate <= 24_000 ? 2 * coreRate : coreRate)

/** The ADTS header of a frame of `size` bytes. */
export function adtsFrame({ object, rateIndex, channels }: AacConfig, size: number): Uint8Array {
  const all = size + 7
  return new Uint8Array([0xff, 0xf1, ((object - 1) << 6) | (rateIndex << 2) | (channels >> 2), ((channels & 3) << 6) | (all >> 11), (all >> 3) & 0xff, ((all & 7) << 5) | 0x1f, 0xfc])
}

/** The same, by its fields. */
export const adtsHead = (object: number, rateIndex: number, channels: number, size: number): Uint8Array => adtsFrame({ object, rateIndex, channels }, size)
