import type { Media } from '../../core/media/media'
import type { Seconds } from '../../core/workout/workout'
import { open } from '../decoding/decode'
import { openSource } from '../decoding/source'
import { samples, type Way } from './samples'
import { Stretcher } from './stretch/stretcher'
import { Tape } from './tape'

/** What is to be played: the track, how, and how long. */
export interface Cut extends Way {
  readonly trackId: string
  readonly length: Seconds
  /** Of a bar, as it is heard; null where it has none. */
  readonly bar?: Seconds | null
}

interface Opened {
  media: Promise<Media> | null
  users: number
}

/** Makes tapes. A track is opened once for all tapes that are made of it at a time. */
export class Shelf {
  private readonly stretcher = new Stretcher()
  private readonly opened = new Map<string, Opened>()

  /** @param place for which it is made first */
  tape(context: AudioContext, { trackId, length, bar = null, ...way }: Cut, place: Seconds, changed?: () => void): Tape {
    const { stretcher } = this
    const track = this.opened.get(trackId) ?? { media: null, users: 0 }
    this.opened.set(trackId, track)
    track.users++
    async function* blocks(first: number) {
      const media = (track.media ??= openSource(trackId).then(open))
      try {
        yield* samples(await media, way, first, context.sampleRate, stretcher)
      } catch (error) {
        // What could not be read now may be so the next time, and be another file.
        if (track.media === media) track.media = null
        throw error
      }
    }
    const free = () => {
      if (--track.users === 0) this.opened.delete(trackId)
    }
    return new Tape(context, place, length, blocks, free, changed, bar)
  }
}

/** Of all that plays in a page. */
export const shelf = new Shelf()
