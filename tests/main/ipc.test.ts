import { describe, expect, it } from 'vitest'
import { calls, type CallName } from '../../src/core/ipc/contract'
import { openChannels, pageAt, send, type Caller, type Handlers, type PageName } from '../../src/main/ipc'

interface Window {
  readonly mainFrame: { url: string }
}
const windowAt = (url: string): Window => ({ mainFrame: { url } })

function house() {
  const main = windowAt('app://roundhouse/index.html')
  const analysis = windowAt('app://roundhouse/analysis.html')
  const heard: unknown[] = []
  const names = Object.keys(calls) as CallName[]
  const handlers = Object.fromEntries(names.map((name) => [name, (args: unknown) => heard.push([name, args])])) as unknown as Handlers
  const channels = new Map<string, (event: Caller<Window>, args: unknown) => unknown>()
  const pageOf = (contents: Window): PageName | null => (contents === main ? 'main' : contents === analysis ? 'analysis' : null)
  openChannels({ handle: (name, listen) => channels.set(name, listen) }, pageOf, handlers)
  const call = async (sender: Window, name: string, args?: unknown, senderFrame: { url: string } | null = sender.mainFrame) =>
    channels.get(name)?.({ sender, senderFrame }, args)
  return { main, analysis, heard, call, channels }
}

describe('a call', () => {
  it('has a channel of its own, and there are no others', () => {
    expect([...house().channels.keys()].sort()).toEqual(Object.keys(calls).sort())
  })
  it('from the main page reaches its handler, with what the schema lets through', async () => {
    const { main, heard, call } = house()
    await call(main, 'window.fullscreen', { on: true, more: 1 })
    await call(main, 'preferences.set', { duck: 6 })
    expect(heard).toEqual([['window.fullscreen', { on: true }], ['preferences.set', { duck: 6 }]])
  })
})

describe('a call from a wrong sender is refused', () => {
  it('a window that is not ours', async () => {
    const { heard, call } = house()
    await expect(call(windowAt('app://roundhouse/index.html'), 'launch')).rejects.toThrow('launch: refused')
    expect(heard).toEqual([])
  })
  it('a frame within our window', async () => {
    const { main, call } = house()
    await expect(call(main, 'launch', undefined, { url: 'app://roundhouse/index.html' })).rejects.toThrow('refused')
  })
  it('a frame that is gone', async () => {
    const { main, call } = house()
    await expect(call(main, 'launch', undefined, null)).rejects.toThrow('refused')
  })
  it.each([
    'https://example.com/index.html', 'app://elsewhere/index.html', 'file:///index.html', 'app://roundhouse/media/0123456789abcdef',
    'app://roundhouse/analysis.html', 'data:text/html,x', 'about:blank', '', 'https://roundhouse/index.html', 'app://roundhouse.example/index.html',
  ])('our window after it went to %j', async (url) => {
    const { main, heard, call } = house()
    main.mainFrame.url = url
    await expect(call(main, 'launch')).rejects.toThrow('refused')
    expect(heard).toEqual([])
  })
  it('the analysis page with anything but its work', async () => {
    const { analysis, heard, call } = house()
    for (const name of Object.keys(calls)) {
      if (name === 'page.error' || name === 'analysis.reached' || name === 'analysis.done') continue
      await expect(call(analysis, name)).rejects.toThrow('the sender may not call it')
    }
    await call(analysis, 'analysis.reached', { id: 'x', seconds: 15 })
    await call(analysis, 'page.error', { message: 'x' })
    expect(heard).toHaveLength(2)
  })
  it('the main page with the work of the analysis page', async () => {
    const { main, call } = house()
    await expect(call(main, 'analysis.done', { id: 'x', result: { failed: 'no' } })).rejects.toThrow('refused')
  })
})

describe('a call of a wrong shape is refused with the field and the rule', () => {
  it.each([
    ['window.fullscreen', undefined, /the argument/],
    ['window.fullscreen', { on: 'yes' }, /on: /],
    ['preferences.set', { duck: 99 }, /duck: /],
    ['preferences.set', { duck: undefined }, /duck: /],
    ['session.ended', { report: {} }, /report\.app: /],
    ['session.segment', { index: 0, phase: 'lunch', text: '' }, /phase: /],
    ['launch', { x: 1 }, /the argument/],
  ])('%s with %j', async (name, args, message) => {
    const { main, heard, call } = house()
    await expect(call(main, name, args)).rejects.toThrow(message)
    expect(heard).toEqual([])
  })
})

it('a page is known by its address', () => {
  expect(pageAt('app://roundhouse/')).toBe('main')
  expect(pageAt('app://roundhouse/index.html?x#y')).toBe('main')
  expect(pageAt('app://roundhouse/analysis.html')).toBe('analysis')
  expect(pageAt('app://roundhouse/other.html')).toBeNull()
})

it('an event goes to a page that is there, and to none that is gone', () => {
  const sent: unknown[] = []
  const to = (gone: boolean) => ({ isDestroyed: () => gone, send: (...args: unknown[]) => void sent.push(args) })
  send(to(true), 'power.suspend', null)
  send(undefined, 'power.suspend', null)
  send(to(false), 'window.changed', { fullscreen: true })
  expect(sent).toEqual([['window.changed', { fullscreen: true }]])
})
