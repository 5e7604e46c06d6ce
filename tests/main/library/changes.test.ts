import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Track } from '../../../src/core/music/track'
import { createChanges, most } from '../../../src/main/library/changes'

const track = (id: string, title: string): Track => ({ id, file: '', title, artist: null, album: null, duration: 1, tempo: null, tempoFrom: null })

/** A page that follows the changes. */
function follower(changes: ReturnType<typeof createChanges>) {
  const titles = new Map<string, string>()
  let revision = 0
  return {
    titles,
    ask() {
      const answer = changes.since(revision)
      answer.tracks.forEach(({ id, title }) => titles.set(id, title))
      answer.removed.forEach((id) => titles.delete(id))
      revision = answer.revision
      return answer
    },
    /** Asks until there is no more. */
    all() {
      while (this.ask().more);
      return titles
    },
  }
}

describe('the changes of the list', () => {
  it('bring every page to the same list, whenever and how often it asks', () => {
    const step = fc.record({ id: fc.nat(20), title: fc.option(fc.string({ maxLength: 3 })), asks: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const changes = createChanges()
        const now = new Map<string, string>()
        const page = follower(changes)
        for (const { id, title, asks } of steps) {
          if (title === null) {
            changes.remove(String(id))
            now.delete(String(id))
          } else {
            changes.put(track(String(id), title))
            now.set(String(id), title)
          }
          if (asks) page.ask()
        }
        expect(page.all()).toEqual(now)
        expect(follower(changes).all()).toEqual(now)
        expect(page.ask()).toMatchObject({ tracks: [], removed: [], more: false })
      }),
    )
  })
  it('come in answers of a bounded size, each track once', () => {
    const changes = createChanges()
    for (let turn = 0; turn < 3; turn++) for (let n = 0; n < 2.5 * most; n++) changes.put(track(String(n), `${turn}`))
    const page = follower(changes)
    const sizes: number[] = []
    for (let more = true; more; ) {
      const answer = page.ask()
      sizes.push(answer.tracks.length)
      more = answer.more
    }
    expect(sizes).toEqual([most, most, 0.5 * most])
  })
  it('begin anew for a page that followed an earlier run', () => {
    const changes = createChanges()
    changes.put(track('a', 'A'))
    expect(changes.since(99)).toMatchObject({ tracks: [{ id: 'a' }], revision: 1 })
  })
})
