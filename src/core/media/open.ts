import { flac } from './flac'
import { adts, mp3 } from './frames'
import type { Media, Opener, Source, Unplayable } from './media'
import { matroska } from './matroska'
import { mp4 } from './mp4'
import { ogg } from './ogg'
import { opener } from './old'
import { wav } from './wav'

/** By content, never by name; the surest signature first. */
const openers: readonly Opener[] = [mp4, matroska, opener(ogg, 'ogg', 'Vorbis'), opener(flac, 'flac', 'FLAC'), opener(wav, 'wav', 'PCM'), opener(mp3, 'mp3', 'MP3'), opener(adts, 'adts', 'AAC')]

/** What a file is. Null: no sound that we know. */
export async function openMedia(source: Source): Promise<Media | Unplayable | null> {
  const head = await source.read(0, Math.min(source.size, 1 << 16))
  for (const open of openers) {
    const media = await open(source, head)
    if (media) return media
  }
  return null
}
