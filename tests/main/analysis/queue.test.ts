import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { crashed, createQueue, hung, type AnalysisResult, type Task } from '../../../src/main/analysis/queue'

/** Pages that keep what they were asked; the clock is vitest's. */
function house(most = 1, ids: readonly string[] = []) {
  const pages: { asked: string[]; opened: number; closed: number; crash(): void; fails: boolean }[] = []
  const ended: [string, AnalysisResult, number | null][] = []
  const log: string[] = []
  const order: string[] = []
  const gone = new Set<string>()
  const queue = createQueue({
    createPage: (broken) => {
      const page = { asked: [] as string[], opened: 0, closed: 0, crash: () => broken('the page is gone (crashed)'), fails: false }
      pages.push(page)
      return {
        open: () => (page.opened++, page.fails ? Promise.reject(new Error('no page')) : Promise.resolve()),
        ask: (id) => void (page.asked.push(id), order.push(id)),
        cpuSeconds: () => ended.length * 2,
        shows: () => false,
        close: () => void page.closed++,
      }
    },
    most,
    wanted: (id) => !gone.has(id),
    ended: (id, result, cpu) => void ended.push([id, result, cpu]),
    log: (about, what) => void log.push(`${about}: ${String(what)}`),
    now: () => Date.now(),
  })
  const add = (...more: string[]) => queue.add(more.map((id): Task => ({ id, duration: 100 })))
  add(...ids)
  const asked = () => order
  const finish = async (id: string, duration = 100) => {
    queue.done(id, { duration } as Extract<AnalysisResult, { duration: number }>)
    await settle()
  }
  return { queue, pages, ended, log, gone, add, asked, finish }
}
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('the queue', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('keeps as many files in work as it may, in order, and closes its pages when there is nothing left', async () => {
    const { asked, finish, ended, pages } = house(2, ['a', 'b', 'c'])
    await settle()
    expect(asked()).toEqual(['a', 'b'])
    await finish('b')
    expect(pages.map((page) => page.asked)).toEqual([['a'], ['b', 'c']])
    await finish('a')
    await finish('c')
    expect(ended.map(([id]) => id)).toEqual(['b', 'a', 'c'])
    expect(pages.map(({ closed }) => closed)).toEqual([0, 0])
    await vi.advanceTimersByTimeAsync(5000)
    expect(pages.map(({ closed }) => closed)).toEqual([1, 1])
  })
  it('opens no page without work, nor for a track that is gone', async () => {
    const { pages, gone, add, asked } = house(2)
    gone.add('a')
    add('a', 'b')
    await settle()
    expect(asked()).toEqual(['b'])
    expect(pages.map(({ opened }) => opened)).toEqual([1, 0])
  })
  it('does one at a time while a session runs, and none while it is paused', async () => {
    const { queue, asked, finish } = house(2, ['a', 'b', 'c', 'd', 'e'])
    await settle()
    queue.session(true)
    await finish('a')
    expect(asked()).toEqual(['a', 'b'])
    await finish('b')
    expect(asked()).toEqual(['a', 'b', 'c'])
    queue.pause(true)
    await finish('c')
    expect(asked()).toEqual(['a', 'b', 'c'])
    queue.pause(false)
    await settle()
    expect(asked()).toEqual(['a', 'b', 'c', 'd'])
    queue.session(false)
    await settle()
    expect(asked()).toContain('e')
  })
  it('takes what the next session needs before all others, in its order', async () => {
    const { queue, asked, finish } = house(1, ['a', 'b', 'c', 'd'])
    queue.first(['d', 'unknown', 'c'])
    await settle()
    for (const id of ['a', 'd', 'c']) await finish(id)
    expect(asked()).toEqual(['a', 'd', 'c', 'b'])
  })
  it('loses only the file that makes no progress', async () => {
    const { queue, ended, pages, asked, log } = house(1, ['a', 'b'])
    for (let minute = 1; minute <= 5; minute++) {
      await vi.advanceTimersByTimeAsync(50_000)
      queue.reached('a', minute)
    }
    expect(ended).toEqual([])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(ended).toMatchObject([['a', { failed: hung }, expect.anything()]])
    expect([pages[0]?.closed, asked(), log.length]).toEqual([1, ['a', 'b'], 1])
  })
  it('loses only the file that crashes its page', async () => {
    const { pages, ended, asked, finish } = house(1, ['a', 'b'])
    await settle()
    pages[0]?.crash()
    await settle()
    expect(asked()).toEqual(['a', 'b'])
    await finish('a')
    await finish('b')
    expect(ended).toMatchObject([['a', { failed: crashed }, 0], ['b', { duration: 100 }, 0]])
  })
  it('stops where no page can be opened, and keeps what it had to do', async () => {
    const { queue, pages, add, ended, log } = house()
    pages[0]!.fails = true
    add('a', 'b')
    await settle()
    expect([queue.paused(), queue.waiting(), ended, log]).toEqual([true, 2, [], ['analysis: Error: no page']])
  })
  it('tells the time left by what it has done so far, and nothing before', async () => {
    const { queue, finish } = house(1, ['a', 'b', 'c'])
    expect(queue.secondsLeft()).toBeNull()
    await vi.advanceTimersByTimeAsync(2000)
    await finish('a')
    expect(queue.secondsLeft()).toBeCloseTo(4)
    await vi.advanceTimersByTimeAsync(1000)
    queue.reached('b', 50)
    expect(queue.secondsLeft()).toBeCloseTo(3)
    await finish('b')
    await finish('c')
    expect(queue.secondsLeft()).toBe(0)
  })
  it('knows the CPU time of each file', async () => {
    const { ended, finish } = house(1, ['a', 'b'])
    await settle()
    await finish('a')
    await finish('b')
    expect(ended.map(([, , cpu]) => cpu)).toEqual([0, 0])
  })
})
