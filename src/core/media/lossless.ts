import { createAlacDecoder } from './alac'
import { text, view } from './bytes'
import type { Codec } from './codecs'

/**
 * Apple Lossless, which no platform decodes for us.
 * @param config an ALACSpecificConfig; old files have the boxes 'frma' and 'alac' before it
 */
export function alac(config: Uint8Array): Codec | undefined {
  const own = text(config, 4) === 'frma' ? config.subarray(24) : config
  if (own.length < 24) return undefined
  const each = view(own).getUint32(0), channels = own[9]!, sampleRate = view(own).getUint32(20)
  try {
    createAlacDecoder(own) // which knows what it can
  } catch {
    return undefined
  }
  if (sampleRate === 0 || channels === 0) return undefined
  return {
    name: 'Apple Lossless', sampleRate, channels, each, count: () => () => each, lead: 0, silent: 0, tail: 0, longest: sampleRate,
    wrap: (packets) => ({ bytes: new Uint8Array(0), decode: () => joined(packets, createAlacDecoder(own), channels, each) }),
  }
}

/** A packet that is damaged is silence, and what comes after it stays in its place. */
function joined(packets: readonly Uint8Array[], decode: ReturnType<typeof createAlacDecoder>, channels: number, each: number): Float32Array<ArrayBuffer>[] {
  const whole = Array.from({ length: channels }, () => new Float32Array(packets.length * each))
  let at = 0
  for (const packet of packets) {
    let samples: Float32Array[] = []
    try {
      samples = decode(packet)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
    for (const [channel, one] of samples.entries()) whole[channel]!.set(one, at)
    at += samples[0]?.length ?? each
  }
  return whole.map((one) => one.subarray(0, at))
}
