/** Sampling rates by their index (ISO 14496-3, 1.6.3.4). */
export const AAC_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350]

/** Hz that samples are decoded to. Where the core is as slow as this, spectral band replication may double it without a word. */
export const decodedRate = (coreRate: number): number => (coreRate <= 24000 ? 2 * coreRate : coreRate)

/** The seven bytes before a frame that make it a file's. */
export function adtsHead(object: number, rateIndex: number, channels: number, size: number): Uint8Array {
  const all = size + 7
  return new Uint8Array([0xff, 0xf1, ((object - 1) << 6) | (rateIndex << 2) | (channels >> 2), ((channels & 3) << 6) | (all >> 11), (all >> 3) & 0xff, ((all & 7) << 5) | 0x1f, 0xfc])
}
