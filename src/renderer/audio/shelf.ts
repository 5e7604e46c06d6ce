import { mediaUrl } from '../../core/ipc/contract'
import type { Voice } from '../../core/music/mix'
import type { Seconds } from '../../core/workout/workout'
import { Stretcher } from './stretch/stretcher'
import { StretchedTape } from './stretched'
import { margin, pieceTape, streamTape, type Tape } from './tape'

/** What is longer is not decoded whole: 12 min of stereo are already 275 MB. */
const longestDecoded: Seconds = 12 * 60
/** A speed that is nearer to 1 moves the pitch by less than 2 cents, which nobody hears: it is not stretched. */
const natural = 0.001

/** A tape, until it is given back. */
export interface Taken {
  readonly tape: Promise<Tape>
  release(): void
}

interface Shelved {
  readonly tape: Promise<Tape>
  users: number
}

/** Makes the tapes of voices. Two voices that play the same part of a track have one tape; a track is decoded once for all that wait for it. */
export class Shelf {
  private readonly stretcher = new Stretcher()
  private readonly tapes = new Map<string, Shelved>()
  private readonly decoding = new Map<string, { readonly whole: Promise<AudioBuffer>; users: number }>()

  /** @param trackSeconds how long a track is */
  constructor(
    private readonly context: AudioContext,
    private readonly trackSeconds: (trackId: string) => Seconds,
  ) {}

  /**
   * @param place seconds from the voice's `from` at which it will be started first
   * @param anew not one that is there already
   */
  take(voice: Voice, place: Seconds, anew = false): Taken {
    const streamed = this.trackSeconds(voice.trackId) > longestDecoded
    // An element that is streamed has one place only: it cannot be shared.
    const key = streamed ? `${voice.from} ${voice.trackId}` : keyOf(voice)
    let shelved = anew ? undefined : this.tapes.get(key)
    if (!shelved) {
      shelved = { tape: streamed ? streamTape(this.context, mediaUrl(voice.trackId), voice.offset, voice.rate) : this.cut(voice, place), users: 0 }
      this.tapes.set(key, shelved)
    }
    shelved.users++
    const taken = shelved
    return {
      tape: taken.tape,
      release: () => {
        if (--taken.users > 0) return
        if (this.tapes.get(key) === taken) this.tapes.delete(key)
        taken.tape.then((tape) => tape.release(), () => {})
      },
    }
  }

  private async cut({ trackId, offset, from, to, rate }: Voice, place: Seconds): Promise<Tape> {
    const whole = await this.decoded(trackId)
    const { sampleRate, numberOfChannels } = whole
    const stretched = Math.abs(rate - 1) >= natural
    // Only what the voice plays is kept: a song of four minutes is 90 MB when decoded, its minute of rest 23. A stretcher looks around.
    const around = stretched ? 0.5 : 0
    const begins = (stretched ? Math.max(0, place) : 0) - margin.before
    const first = Math.min(Math.max(0, Math.floor((offset + begins * rate - around) * sampleRate)), whole.length - 1)
    const end = Math.min(whole.length, Math.ceil((offset + (to - from + margin.after) * rate + around) * sampleRate))
    const channels = Array.from({ length: numberOfChannels }, (_, channel) => whole.getChannelData(channel).slice(first, end))
    const at = first / sampleRate - offset
    if (stretched) {
      const sound = { channels, sampleRate, from: begins * rate - at, rate }
      return new StretchedTape(this.context, this.stretcher, sound, begins, to - from + margin.after)
    }
    const piece = new AudioBuffer({ sampleRate, numberOfChannels, length: Math.max(1, end - first) })
    channels.forEach((samples, channel) => piece.copyToChannel(samples, channel))
    return pieceTape(this.context, piece, at / rate, rate)
  }

  /** A whole track; let go of when all that wait for it have cut their piece out of it. */
  private async decoded(trackId: string): Promise<AudioBuffer> {
    const decode = async (): Promise<AudioBuffer> => {
      const response = await fetch(mediaUrl(trackId))
      if (!response.ok) throw new Error(`cannot be read (${response.status})`)
      return this.context.decodeAudioData(await response.arrayBuffer())
    }
    const one = this.decoding.get(trackId) ?? { whole: decode(), users: 0 }
    this.decoding.set(trackId, one)
    one.users++
    try {
      return await one.whole
    } finally {
      if (--one.users === 0) this.decoding.delete(trackId)
    }
  }
}

/** What a voice plays, to the microsecond. */
const keyOf = ({ trackId, offset, from, to, rate }: Voice): string => [trackId, offset.toFixed(6), (to - from).toFixed(6), rate.toFixed(9)].join(' ')
