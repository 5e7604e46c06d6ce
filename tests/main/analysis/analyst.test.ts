import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Heard } from '../../../src/core/music/track'
import { createAnalyst } from '../../../src/main/analysis/analyst'
import { fatal } from '../../../src/main/analysis/attempts'
import { crashed, hung, type AnalysisResult } from '../../../src/main/analysis/queue'
import type { Store } from '../../../src/main/database/store'

type Outcome = { result: unknown } | { failed: string }

/** What stays when the app ends: the database. A file's content is its name, up to a dash: `a` and `a-copy` are one. */
const disk = () => ({ facts: new Map<string, string>(), saved: new Map<string, Outcome>() })
type Disk = ReturnType<typeof disk>
const contentOf = (id: string) => id.split('-')[0]!
const heardOf = (outcome: Outcome | undefined): Heard | null =>
  outcome && { state: 'failed' in outcome ? 'failed' : 'done', reason: 'failed' in outcome ? outcome.failed : null, tempo: null, tempoConfidence: 0, tempoReadings: [], corrected: false } || null

/** One run of the app over a disk. */
function run(ids: readonly string[], { facts, saved }: Disk = disk(), most = 1) {
  const library = new Map<string, Heard | null>(ids.map((id) => [id, null]))
  const pages: { crash(): void }[] = []
  const asked: string[] = []
  const log: string[] = []
  const store = {
    look: async (files: readonly { id: string }[]) => files.map(({ id }) => ({ content: contentOf(id), heard: heardOf(saved.get(contentOf(id))), fresh: saved.has(contentOf(id)) })),
    save: async (content: string, outcome: Outcome) => (saved.set(content, outcome), { heard: heardOf(outcome), fresh: true }),
    fact: async (name: string) => facts.get(name) ?? null,
    setFact: async (name: string, value: string) => void facts.set(name, value),
  } as unknown as Store
  const analyst = createAnalyst({
    library: {
      pathOf: (id: string) => (library.has(id) ? `/${id}` : undefined),
      unlooked: (count: number) => [...library].filter(([, heard]) => heard === null).slice(0, count).map(([id]) => ({ id, path: `/${id}`, file: id, size: 1, modifiedMs: 1, duration: 100 })),
      setHeard: (news: readonly (readonly [string, Heard])[]) => news.forEach(([id, heard]) => library.has(id) && library.set(id, heard)),
      counts: () => {
        const states = [...library.values()].map((heard) => heard?.state)
        return { total: states.length, done: states.filter((one) => one === 'done').length, failed: states.filter((one) => one === 'failed').length }
      },
    } as never,
    store,
    createPage: (broken) => {
      pages.push({ crash: () => broken('the page is gone (crashed)') })
      return { open: async () => {}, ask: (id) => void asked.push(id), cpuSeconds: () => null, shows: () => false, close() {} }
    },
    most,
    log: (about, what) => void log.push(`${about}: ${String(what)}`),
    now: () => Date.now(),
    progress: () => {},
  })
  const finish = async (id: string) => {
    analyst.done(id, { duration: 100 } as Extract<AnalysisResult, { duration: number }>)
    await settle()
  }
  const wake = async () => {
    void analyst.wake()
    await settle()
  }
  const stateOf = (id: string) => library.get(id)
  return { analyst, library, pages, asked, log, finish, wake, stateOf }
}
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the analyst', () => {
  it('has all tracks analysed in their order, those that are needed first before the rest', async () => {
    const { analyst, wake, asked, finish } = run(['a', 'b', 'c', 'd'])
    await wake()
    analyst.first(['d', 'c'])
    for (const id of ['a', 'd', 'c', 'b']) await finish(id)
    expect(asked).toEqual(['a', 'd', 'c', 'b'])
    expect(analyst.progress()).toMatchObject({ done: 4, total: 4, failed: 0, secondsLeft: 0 })
  })
  it('makes nothing twice: neither what is known, nor a copy of what is in work', async () => {
    const all = disk()
    all.saved.set('a', { result: {} })
    const { wake, asked, finish, stateOf, analyst } = run(['a', 'b', 'b-copy'], all)
    await wake()
    analyst.first(['b-copy'])
    await finish('b')
    expect(asked).toEqual(['b'])
    expect([stateOf('a')?.state, stateOf('b')?.state, stateOf('b-copy')?.state]).toEqual(['done', 'done', 'done'])
  })
  it('analyses one file at a time while a session runs', async () => {
    const { analyst, wake, asked, finish } = run(['a', 'b', 'c', 'd'], disk(), 2)
    analyst.session(true)
    await wake()
    expect(asked).toEqual(['a'])
    await finish('a')
    expect(asked).toEqual(['a', 'b'])
    analyst.session(false)
    await settle()
    expect(asked).toEqual(['a', 'b', 'c'])
  })
  it('is paused and goes on, and remembers a pause over a restart', async () => {
    const all = disk()
    const before = run(['a', 'b'], all)
    await before.wake()
    await before.analyst.pause(true)
    await before.finish('a')
    expect(before.asked).toEqual(['a'])
    await before.analyst.close()
    const after = run(['a', 'b'], all)
    await after.wake()
    expect([after.asked, after.analyst.progress().paused]).toEqual([[], true])
    await after.analyst.pause(false)
    await settle()
    expect(after.asked).toEqual(['b'])
  })
  it('loses only the file that crashes its page or hangs in it, marks it, and goes on', async () => {
    const all = disk()
    const { wake, asked, pages, stateOf, finish, analyst } = run(['a', 'b', 'c'], all)
    await wake()
    pages[0]!.crash()
    await settle()
    expect(asked).toEqual(['a', 'b'])
    await vi.advanceTimersByTimeAsync(60_000)
    await finish('c')
    expect([stateOf('a')?.reason, stateOf('b')?.reason, stateOf('c')?.state]).toEqual([crashed, hung, 'done'])
    expect(analyst.progress()).toMatchObject({ done: 1, failed: 2, total: 3 })
    const after = run(['a', 'b', 'c'], all)
    await after.wake()
    expect(after.asked).toEqual([])
  })
  it('tells the time left of what waits', async () => {
    const { analyst, wake, finish } = run(['a', 'b', 'c'])
    await wake()
    expect(analyst.progress().secondsLeft).toBeNull()
    await vi.advanceTimersByTimeAsync(3000)
    await finish('a')
    expect(analyst.progress()).toMatchObject({ done: 1, total: 3, secondsLeft: 6 })
  })
  it('takes in tracks that come later', async () => {
    const { library, wake, asked, finish } = run(['a'])
    await wake()
    await finish('a')
    library.set('b', null)
    await wake()
    expect(asked).toEqual(['a', 'b'])
  })
})

describe('a file that takes the whole app with it', () => {
  it('is tried once more, then set aside with the reason', async () => {
    const all = disk()
    for (const turn of [1, 2]) {
      const { wake, asked } = run(['bad'], all)
      await wake()
      expect(asked, `start ${turn}`).toEqual(['bad'])
    }
    const third = run(['bad', 'good'], all)
    await third.wake()
    expect(third.asked).toEqual(['good'])
    expect(third.stateOf('bad')).toMatchObject({ state: 'failed', reason: fatal })
    await third.finish('good')
    const fourth = run(['bad', 'good'], all)
    await fourth.wake()
    expect([fourth.asked, fourth.stateOf('bad')?.reason]).toEqual([[], fatal])
  })
  it('is tried last and alone, so that no other is taken for it', async () => {
    const all = disk()
    const first = run(['a', 'bad', 'c'], all, 2)
    await first.wake()
    expect(first.asked).toEqual(['a', 'bad'])
    const second = run(['a', 'bad', 'c'], all, 2)
    await second.wake()
    expect(second.asked).toEqual(['c'])
    await second.finish('c')
    expect(second.asked).toEqual(['c', 'a'])
    await second.finish('a')
    expect(second.asked).toEqual(['c', 'a', 'bad'])
    const third = run(['a', 'bad', 'c'], all, 2)
    await third.wake()
    expect([third.stateOf('a')?.state, third.stateOf('bad')?.reason, third.stateOf('c')?.state]).toEqual(['done', fatal, 'done'])
  })
  it('is none where the app was only closed', async () => {
    const all = disk()
    for (let turn = 0; turn < 4; turn++) {
      const { wake, asked, analyst } = run(['long'], all)
      await wake()
      expect(asked).toEqual(['long'])
      await analyst.close()
    }
  })
  it('is counted before its page is asked', async () => {
    const all = disk()
    const { wake, asked, analyst } = run(['a'], all)
    const counted: boolean[] = []
    const push = asked.push.bind(asked)
    asked.push = (...ids) => (counted.push((all.facts.get('analysis.attempts') ?? '').includes('"a":1')), push(...ids))
    await wake()
    expect(counted).toEqual([true])
    await analyst.close()
  })
  it('does no harm to a list of attempts that cannot be read', async () => {
    const all = disk()
    all.facts.set('analysis.attempts', '{"a":')
    const { wake, asked } = run(['a'], all)
    await wake()
    expect(asked).toEqual(['a'])
  })
})
