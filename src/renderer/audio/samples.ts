import type { Media } from '../../core/media/media'
import { createConverter } from '../../core/music/signal/converter'
import type { Seconds } from '../../core/workout/workout'
import { decode, type Block } from '../decoding/decode'
import { drop } from '../decoding/drop'
import type { Stretcher } from './stretch/stretcher'

/** A speed that is nearer to 1 moves the pitch by less than 2 cents, which nobody hears: it is not stretched. */
const natural = 0.001
/** So much is decoded at a time: less costs more, more keeps the page's thread for too long where it is not decoded by the platform. */
const piece: Seconds = 1
/** A stretcher looks around, and so does a filter; the filter's, in samples of the lower rate. */
const around: Seconds = 0.5
const taps = 32

/** How a track is played: `offset` is heard at place 0, and from there on it runs at `rate`, pitch kept. */
export interface Way {
  readonly offset: Seconds
  readonly rate: number
}

/**
 * A track as it is to be heard, from anywhere in it to its end, made as it is asked for: decoded, stretched, at the device's rate.
 * @param first the sample to begin with, of `sampleRate`, on the axis of places: it lies at `first / sampleRate` seconds
 * @returns blocks that touch, on that axis; their samples are good until the next one is asked for, or to be transferred before
 */
export async function* samples(media: Media, { offset, rate }: Way, first: number, sampleRate: number, stretcher: Stretcher): AsyncGenerator<Block> {
  const stretched = Math.abs(rate - 1) >= natural
  const step = (media.sampleRate * rate) / sampleRate
  const start = offset * media.sampleRate + first * step
  const exact = step === 1
  const before = exact ? 0 : stretched ? around * media.sampleRate : taps * Math.max(1, step)
  const begin = Math.max(0, exact ? Math.round(start) : Math.floor(start - before))
  const work = stretched ? stretcher.open({ channels: media.channels, sampleRate: media.sampleRate, from: start - begin, rate }) : null
  const left = stretched ? media.sampleRate / sampleRate : step
  const converter = left === 1 ? null : createConverter(left, stretched ? 0 : start - begin)
  const make = async (sound: Float32Array<ArrayBuffer>[], last = false) => {
    const stretch = work ? await work.feed(sound, last) : sound
    if (!converter) return stretch
    const converted = converter.process(stretch, last)
    if (work) drop(stretch.map(({ buffer }) => buffer))
    return converted
  }
  let at = exact ? first + begin - Math.round(start) : first
  try {
    for await (const { channels } of decode(media, begin, piece * media.sampleRate * media.channels)) {
      // What is made of them must not change its mind.
      const made = await make(Array.from({ length: media.channels }, (_, c) => channels[Math.min(c, channels.length - 1)]!))
      const length = made[0]?.length ?? 0
      if (length > 0) yield { channels: made, sampleRate, at }
      at += length
    }
    if (exact) return
    const rest = await make(Array.from({ length: media.channels }, () => new Float32Array(0)), true)
    if (rest[0]?.length) yield { channels: rest, sampleRate, at }
  } finally {
    work?.close()
  }
}
