import type { Seconds } from '../../core/workout/workout'

/** The analysis works at this rate, in Hz: half of it is above every onset that tells a tempo. */
const rate = 22_050
/** What is longer is not decoded whole (an hour of stereo would be 1.3 GB), in seconds. */
const longest: Seconds = 12 * 60
/** The beginning of a longer file that stands for all of it, in seconds. */
const part: Seconds = 6 * 60

/** Formats that can be cut anywhere. An MP4 can't: its index may come last. */
const cuttable = new Set(['audio/mpeg', 'audio/aac', 'audio/ogg', 'audio/flac', 'audio/wav'])

export interface Sound {
  readonly channels: readonly Float32Array<ArrayBuffer>[]
  readonly rate: number
}

/** How many bytes of a file to take: null for all of it, 'refused' where it is too long and can't be cut. */
export function bytesToTake(type: string, size: number, duration: Seconds): number | null | 'refused' {
  if (duration <= longest) return null
  return cuttable.has(type) ? Math.ceil((size * part) / duration) : 'refused'
}

/** Fetches and decodes a track. Throws an Error with a reason for people. */
export async function decode(id: string, duration: Seconds): Promise<Sound> {
  const url = `/media/${id}`
  const head = await fetch(url, { method: 'HEAD' })
  if (!head.ok) throw new Error('its tempo is unknown: the file is gone')
  const take = bytesToTake(head.headers.get('Content-Type') ?? '', Number(head.headers.get('Content-Length')), duration)
  if (take === 'refused') throw new Error('its tempo is unknown: an MP4 longer than 12 minutes')
  const answer = await fetch(url, take === null ? {} : { headers: { Range: `bytes=0-${take - 1}` } })
  if (!answer.ok) throw new Error('its tempo is unknown: the file is gone')
  const bytes = await answer.arrayBuffer()
  const context = new OfflineAudioContext(1, 1, rate)
  const buffer = await context.decodeAudioData(bytes).catch(() => {
    throw new Error('its audio cannot be decoded')
  })
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, i) => new Float32Array(buffer.getChannelData(i)))
  return { channels, rate }
}
