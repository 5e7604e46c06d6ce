import { catalogLimits } from '../catalog'
import { createIntake } from './intake'
import { parted, plainFile } from './naming'
import type { Parsed } from './playlist'

type Key = 'file' | 'title' | 'length'

/** Reads a PLS playlist: 'File1=', 'Title1=' as 'Artist - Title', 'Length1=' in seconds, in the order of the numbers. */
export function parsePls(text: string): Parsed {
  const songs = new Map<number, Partial<Record<Key, string>>>()
  const intake = createIntake()
  let beyond = 0
  for (const line of text.split('\n')) {
    const [, key = '', number = '', value = ''] = /^\s*(file|title|length)(\d{1,9})\s*=(.*)$/is.exec(line) ?? []
    if (key === '') continue
    const song = songs.get(Number(number))
    if (song || songs.size < catalogLimits.tracks) songs.set(Number(number), { ...song, [key.toLowerCase()]: value.trim() })
    else if (/^file$/i.test(key)) beyond++
  }
  for (const [number, { title = '', length, file = '' }] of [...songs].toSorted(([a], [b]) => a - b)) {
    intake.take({ ...(title === '' ? {} : parted(title)), length, file: plainFile(file) }, `entry ${number}`)
  }
  intake.pass(beyond)
  return intake.done()
}
