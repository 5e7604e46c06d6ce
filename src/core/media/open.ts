import { adts } from './adts'
import { flac } from './flac'
import { mp3 } from './mp3'
import type { Media, Opener, Source, Unplayable } from './media'
import { matroska } from './matroska'
import { mp4 } from './mp4'
import { ogg } from './ogg/ogg'
import { wav } from './wav'

/** By content, never by name; the surest signature first. */
const openers: readonly Opener[] = [mp4, matroska, ogg, flac, wav, mp3, adts]

/** What a file is. Null: no sound that we know. */
export async function openMedia(source: Source): Promise<Media | Unplayable | null> {
  const head = await source.read(0, Math.min(source.size, 1 << 16))
  for (const open of openers) {
    const media = await open(source, head)
    if (media) return 'unplayable' in media ? media : within(media)
  }
  return null
}

/** What the analysis takes, and what the platform decodes. */
const within = (media: Media): Media | Unplayable => {
  const { container, codec, sampleRate, channels } = media
  if (!(sampleRate >= 4000 && sampleRate <= 768_000)) return { container, unplayable: `${codec} of ${sampleRate} Hz` }
  return channels > 8 ? { container, unplayable: `${codec} of ${channels} channels` } : media
}
