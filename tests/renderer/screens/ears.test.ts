import { beforeEach, describe, expect, it } from 'vitest'
import type { Recording } from '../../../src/renderer/state/bench'
import { createEars } from '../../../src/renderer/state/ears'

/** Recordings whose state the test sets. */
const opened: { id: string; from: number; state: ReturnType<Recording['state']>; closed: boolean; tell: () => void }[] = []
beforeEach(() => void opened.splice(0))

const ears = () =>
  createEars((id, _duration, tell) => {
    const one: (typeof opened)[number] = { id, from: NaN, state: 'loading', closed: false, tell }
    opened.push(one)
    const nothing = () => {}
    return { state: () => one.state, at: () => one.from, play: (from) => (one.from = from), pause: nothing, tick: nothing, level: nothing, close: () => (one.closed = true) } satisfies Recording
  })
const become = (n: number, state: ReturnType<Recording['state']>) => {
  const one = opened[n]
  if (!one) throw new Error(`nothing was opened as ${n}`)
  one.state = state
  one.tell()
}

describe('hearing a track of a list', () => {
  it('plays one at a time, from where the song has begun', () => {
    const { toggle, store } = ears()
    toggle({ id: 'a', duration: 200 })
    become(0, 'playing')
    toggle({ id: 'b', duration: 100 })
    expect(opened.map(({ id, from, closed }) => [id, from, closed])).toEqual([['a', 50, true], ['b', 25, false]])
    become(0, 'failed')
    expect(store.get()).toEqual({ id: 'b', listening: 'loading' })
  })

  it('ends at a second press, and at the end of the track', () => {
    const { toggle, store } = ears()
    toggle({ id: 'a', duration: 200 })
    become(0, 'playing')
    toggle({ id: 'a', duration: 200 })
    expect(store.get().id).toBeNull()
    toggle({ id: 'b', duration: 100 })
    become(1, 'paused')
    expect(store.get()).toEqual({ id: 'b', listening: 'loading' })
    become(1, 'playing')
    become(1, 'paused')
    expect(store.get().id).toBeNull()
    expect(opened.every(({ closed }) => closed)).toBe(true)
  })

  it('says what cannot be played, and tries it again', () => {
    const { toggle, store } = ears()
    toggle({ id: 'a', duration: 200 })
    become(0, 'failed')
    expect(store.get()).toEqual({ id: 'a', listening: 'failed' })
    toggle({ id: 'a', duration: 200 })
    expect(store.get()).toEqual({ id: 'a', listening: 'loading' })
  })
})
