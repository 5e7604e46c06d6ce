import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Heard } from '../../../src/core/music/track'
import { createAnalyst } from '../../../src/main/analysis/analyst'
import { fatal } from '../../../src/main/analysis/attempts'
import { crashed, hung, type AnalysisResult } from '../../../src/main/analysis/queue'
import type { Store } from '../../../src/main/database/store'

type Outcome = { result: unknown } | { failed: string }

/** What stays when the app ends: the database, and files. A file's content is its name, up to a dash: `a` and `a-copy` are one. */
const disk = () => ({ facts: new Map<string, string>(), saved: new Map<string, Outcome>(), changed: new Set<string>() })
type Disk = ReturnType<typeof disk>
const contentOf = (id: string) => id.split('-')[0]!
const heardOf = (outcome: Outcome | undefined): Heard | null =>
  outcome && { state: 'failed' in outcome ? 'failed' : 'done', reason: 'failed' in outcome ? outcome.failed : null, tempo: null, tempoConfidence: 0, tempoReadings: [], corrected: false } || null

/** One run of the app over a disk. */
function run(ids: readonly string[], { facts, saved, changed }: Disk = disk(), most = 1) {
  const library = new Map<string, Heard | null>(ids.map((id) => [id, null]))
  /** Tracks whose file was replaced, with what they hold now; tracks that are away; those whose place is to be looked at. */
  const replaced = new Map<string, string>()
  const away = new Set<string>()
  const doubted: string[] = []
  const holds = (id: string) => replaced.get(id) ?? contentOf(id)
  const pages: { crash(bySystem?: boolean): void }[] = []
  const asked: string[] = []
  const log: string[] = []
  const store = {
    known: async (contents: readonly string[]) => contents.map((content) => ({ heard: heardOf(saved.get(content)), fresh: saved.has(content) })),
    analysis: async (content: string) => ({ analysis: saved.has(content) ? {} : null, corrections: [], reason: null }),
    facts: async (contents: readonly string[]) => contents.map((content) => (saved.has(content) ? { content } : null)),
    forgetAnalysis: async (content: string) => void saved.delete(content),
    save: async (content: string, outcome: Outcome) => (saved.set(content, outcome), { heard: heardOf(outcome), fresh: true }),
    fact: async (name: string) => facts.get(name) ?? null,
    setFact: async (name: string, value: string) => void facts.set(name, value),
  } as unknown as Store
  const analyst = createAnalyst({
    library: {
      pathOf: (id: string) => (library.has(id) ? `/${id}` : undefined),
      track: (id: string) => {
        const heard = library.get(id)
        return library.has(id) ? { ...(heard && { analysis: { ...heard, reason: heard.held ?? heard.reason, held: heard.held !== undefined } }), ...(away.has(id) && { away: true }) } : null
      },
      contentOf: (id: string) => (library.has(id) ? holds(id) : undefined),
      doubt: (id: string) => void doubted.push(id),
      unlooked: (count: number) => [...library].filter(([id, heard]) => heard === null && !away.has(id)).slice(0, count).map(([id]) => ({ id, path: `/${id}`, file: id, size: 1, modifiedMs: 1, duration: 100, content: holds(id) })),
      setHeard: (news: readonly (readonly [string, Heard | null])[]) => news.forEach(([id, heard]) => library.has(id) && library.set(id, heard)),
      counts: () => {
        const states = [...library.values()].map((heard) => heard?.state)
        return { total: states.length, done: states.filter((one) => one === 'done').length, failed: states.filter((one) => one === 'failed').length }
      },
    } as never,
    store,
    createPage: (broken) => {
      pages.push({ crash: (bySystem = false) => broken('the page is gone', bySystem) })
      return { open: async () => {}, ask: (id) => void asked.push(id), cpuSeconds: () => null, shows: () => true, close() {} }
    },
    most,
    log: (about, what) => void log.push(`${about}: ${String(what)}`),
    now: () => Date.now(),
    progress: () => {},
    same: async (path) => !changed.has(path.slice(1)),
  })
  const end = async (id: string, result: AnalysisResult) => {
    analyst.done(id, result, null)
    await settle()
  }
  const finish = (id: string) => end(id, { duration: 100 } as Extract<AnalysisResult, { duration: number }>)
  /** As a scan does that finds a track's file with something else in it. */
  const replace = (id: string, content: string) => {
    replaced.set(id, content)
    library.set(id, null)
  }
  const wake = async () => {
    void analyst.wake()
    await settle()
  }
  const stateOf = (id: string) => library.get(id)
  return { analyst, library, pages, asked, log, end, finish, replace, away, doubted, wake, stateOf }
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
  it('loses only the file that crashes its page or hangs in it twice, marks it, and goes on', async () => {
    const all = disk()
    const { wake, asked, pages, stateOf, finish, analyst } = run(['a', 'b', 'c'], all)
    await wake()
    pages[0]!.crash()
    await settle()
    expect(asked).toEqual(['a', 'b'])
    await vi.advanceTimersByTimeAsync(60_000)
    await finish('c')
    expect([asked, all.saved.size]).toEqual([['a', 'b', 'c', 'a'], 1])
    pages[0]!.crash()
    await vi.advanceTimersByTimeAsync(60_000)
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

describe('an analysis is of what it was asked for', () => {
  it('and is thrown away where the file has changed meanwhile, which is then looked at again', async () => {
    const all = disk()
    const { wake, finish, stateOf, doubted, analyst } = run(['a'], all)
    await wake()
    all.changed.add('a')
    await finish('a')
    expect([all.saved.size, stateOf('a')?.state, doubted]).toEqual([0, 'waiting', ['a']])
    expect(analyst.progress()).toMatchObject({ failed: 0 })
  })
  it('nor is it begun where the file is not as it is known', async () => {
    const all = disk()
    all.changed.add('a')
    const { wake, asked, doubted, stateOf } = run(['a', 'b'], all)
    await wake()
    expect([asked, doubted, stateOf('a')?.held !== undefined]).toEqual([['b'], ['a'], true])
  })
  it('and not of what lies at its place now: a file that was replaced gets its own', async () => {
    const all = disk()
    const { wake, asked, finish, stateOf, replace } = run(['a'], all)
    await wake()
    replace('a', 'other')
    await wake()
    await finish('a')
    expect([[...all.saved.keys()], stateOf('a')?.state]).toEqual([['a'], 'waiting'])
    await finish('a')
    expect([asked, [...all.saved.keys()], stateOf('a')?.state]).toEqual([['a', 'a'], ['a', 'other'], 'done'])
  })
  it('and is shown with those that have that content now, not with those that had it', async () => {
    const all = disk()
    const { wake, finish, stateOf, replace } = run(['a', 'a-copy'], all)
    await wake()
    replace('a-copy', 'other')
    await wake()
    await finish('a')
    expect([stateOf('a')?.state, stateOf('a-copy')?.state]).toEqual(['done', 'waiting'])
  })
  it('so that the next copy is asked where the first one is not wanted any more', async () => {
    const { wake, asked, finish, away } = run(['x', 'a', 'a-copy'])
    await wake()
    away.add('a')
    await finish('x')
    expect(asked).toEqual(['x', 'a-copy'])
  })
})

describe('what says nothing about a file', () => {
  const passing = { failed: 'the file is gone', passing: true } as const
  it('is no result: the track waits, is told why, and is tried again at the next start', async () => {
    const all = disk()
    const { wake, end, stateOf, analyst } = run(['a'], all)
    await wake()
    await end('a', passing)
    expect([all.saved.size, stateOf('a')]).toMatchObject([0, { state: 'waiting', held: 'the file is gone' }])
    expect((await analyst.analysis('a')).reason).toBe('the file is gone')
    await wake()
    await analyst.close()
    const next = run(['a'], all)
    await next.wake()
    expect(next.asked).toEqual(['a'])
  })
  it('does not hold up a copy that can be read', async () => {
    const { wake, end, asked, finish, stateOf } = run(['a', 'a-copy'])
    await wake()
    await end('a', passing)
    expect(asked).toEqual(['a', 'a-copy'])
    await finish('a-copy')
    expect([stateOf('a')?.state, stateOf('a-copy')?.state]).toEqual(['done', 'done'])
  })
  it('is asked for no more than once for each copy', async () => {
    const { wake, end, asked } = run(['a', 'a-copy'])
    await wake()
    await end('a', passing)
    await end('a-copy', passing)
    await wake()
    expect(asked).toEqual(['a', 'a-copy'])
  })
  it('is a disk that takes no result: nothing is analysed over and over', async () => {
    const all = disk()
    all.saved.set = () => { throw new Error('the disk is full') }
    const { wake, finish, asked, stateOf, log } = run(['a'], all)
    await wake()
    await finish('a')
    await wake()
    expect([asked, stateOf('a')?.state, log]).toEqual([['a'], 'waiting', ['analysis: Error: the disk is full']])
  })
  it('has its place looked at again a few times, and not for ever', async () => {
    const all = disk()
    all.changed.add('a')
    const { wake, library, doubted } = run(['a'], all)
    for (let scan = 0; scan < 10; scan++) {
      library.set('a', null)
      await wake()
    }
    expect(doubted).toEqual(['a', 'a', 'a'])
  })
  it('is the system that ends a page, twice', async () => {
    const all = disk()
    const { wake, pages, stateOf } = run(['a'], all)
    await wake()
    for (let turn = 0; turn < 2; turn++) {
      pages[0]!.crash(true)
      await settle()
    }
    expect([all.saved.size, stateOf('a')?.state]).toEqual([0, 'waiting'])
    expect(all.facts.get('analysis.attempts')).toBe('{}')
  })
})

describe('the analyst, asked to analyse again,', () => {
  it('forgets what it knew and takes that track before all others', async () => {
    const all = disk()
    all.saved.set('c', { failed: 'its audio cannot be decoded' })
    const { wake, asked, finish, stateOf, analyst } = run(['a', 'b', 'c'], all)
    await wake()
    expect(stateOf('c')?.state).toBe('failed')
    void analyst.again('c')
    await settle()
    expect([stateOf('c')?.state, all.saved.has('c')]).toEqual(['waiting', false])
    await finish('a')
    expect(asked).toEqual(['a', 'c'])
    await finish('c')
    expect(stateOf('c')?.state).toBe('done')
  })
  it('gives another chance to what ended the app, and to what was held up', async () => {
    const all = disk()
    all.facts.set('analysis.attempts', '{"a":2}')
    const { wake, asked, analyst, stateOf, end } = run(['a'], all)
    await wake()
    expect(stateOf('a')?.reason).toBe(fatal)
    void analyst.again('a')
    await settle()
    await end('a', { failed: 'the file is gone', passing: true })
    void analyst.again('a')
    await settle()
    expect(asked).toEqual(['a', 'a'])
  })
  it('does nothing twice, and nothing for a track that is not there', async () => {
    const { wake, asked, analyst } = run(['a'])
    await wake()
    await analyst.again('a')
    expect(await analyst.again('x')).toMatchObject({ analysis: null })
    await settle()
    expect(asked).toEqual(['a'])
  })
})
