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
}

interface Opened {
  readonly media: Promise<Media>
  users: number
}

/** Makes tapes. A track is opened once for all tapes that are made of it at a time. */
export class Shelf {
  private readonly stretcher = new Stretcher()
  private readonly opened = new Map<string, Opened>()

  /** @param place for which it is made first */
  tape(context: AudioContext, { trackId, length, ...way }: Cut, place: Seconds, changed?: () => void): Tape {
    const { stretcher } = this
    const track = this.opened.get(trackId) ?? { media: openSource(trackId).then(open), users: 0 }
    this.opened.set(trackId, track)
    track.users++
    async function* blocks(first: number) {
      yield* samples(await track.media, way, first, context.sampleRate, stretcher)
    }
    const free = () => {
      if (--track.users === 0) this.opened.delete(trackId)
    }
    return new Tape(context, place, length, blocks, free, changed)
  }
}

/** Of all that plays in a page. */
export const shelf = new Shelf()
