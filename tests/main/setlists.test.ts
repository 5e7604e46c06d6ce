import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Track } from '../../src/core/music/track'
import { createSetlistHandlers } from '../../src/main/setlists'
import { openSettings } from '../../src/main/settings'
import { temporaryFolder } from './folder'

const id = '0123456789abcdef'
const track: Track = { id, file: 'b.mp3', title: 'Bell to Bell', artist: 'Roundhouse', album: null, duration: 61.4, tempo: 140, tempoFrom: 'audio' }

function house(answer?: (name: string) => string) {
  const folder = temporaryFolder()
  const asked: string[] = []
  const handlers = createSetlistHandlers({
    settings: openSettings(folder),
    library: { track: (one) => (one === id ? track : null), pathOf: (one) => (one === id ? '/music/b.mp3' : undefined) },
    askSave: async (name) => {
      asked.push(name)
      return answer ? join(folder, answer(name)) : null
    },
  })
  return { folder, asked, handlers }
}
const draft = { seed: 7, edits: { locks: [{ segment: 1, track: id }], banned: ['x'], drops: [{ segment: 1, at: null }] } }

describe('a setlist that is kept', () => {
  it('comes back with its workout after a restart, and no other has it', async () => {
    const { folder, handlers } = house()
    await handlers['setlist.keep']({ workout: 'boxing', draft })
    const again = createSetlistHandlers({ settings: openSettings(folder), library: { track: () => null, pathOf: () => undefined }, askSave: async () => null })
    expect([again['setlist.kept']({ workout: 'boxing' }), again['setlist.kept']({ workout: 'mma' })]).toEqual([draft, null])
  })

  it.each(['constructor', 'toString', '__proto__'])('of a workout called %j is found only where it was kept', async (workout) => {
    const { handlers } = house()
    expect(handlers['setlist.kept']({ workout })).toBeNull()
    await handlers['setlist.keep']({ workout: 'constructor', draft })
    expect(handlers['setlist.kept']({ workout: 'constructor' })).toEqual(draft)
  })

  it('is forgotten, and the others stay', async () => {
    const { handlers } = house()
    await handlers['setlist.keep']({ workout: 'boxing', draft })
    await handlers['setlist.keep']({ workout: 'mma', draft })
    await handlers['setlist.keep']({ workout: 'boxing', draft: null })
    expect([handlers['setlist.kept']({ workout: 'boxing' }), handlers['setlist.kept']({ workout: 'mma' })]).toEqual([null, draft])
  })
})

describe('a setlist that is exported', () => {
  it('is an M3U8 of the files in their order, where the user wants it', async () => {
    const { folder, asked, handlers } = house((name) => name)
    expect(await handlers['setlist.export']({ name: 'Boxing: 12 × 3/1', tracks: [id, 'gone', id] })).toEqual({ file: 'Boxing 12 3 1.m3u8' })
    expect(asked).toEqual(['Boxing 12 3 1.m3u8'])
    const lines = readFileSync(join(folder, 'Boxing 12 3 1.m3u8'), 'utf8').split('\n')
    expect(lines.filter((line) => !line.startsWith('#') && line !== '')).toEqual(['/music/b.mp3', '/music/b.mp3'])
    expect(lines).toContain('#EXTINF:61,Roundhouse - Bell to Bell')
  })

  it('is not written where the user does not want it', async () => {
    expect(await house().handlers['setlist.export']({ name: 'Boxing', tracks: [id] })).toBeNull()
  })
})
