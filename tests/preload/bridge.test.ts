import { expect, it, vi } from 'vitest'
import type { Bridge } from '../../src/core/ipc/contract'

const electron = vi.hoisted(() => {
  const state = { exposed: new Map<string, unknown>(), invoked: [] as unknown[], listeners: new Map<string, (event: unknown, payload: unknown) => void>() }
  return {
    state,
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => void state.exposed.set(name, value) },
    webUtils: { getPathForFile: (file: File) => (file.name === 'made.mp3' ? '' : `/music/${file.name}`) },
    ipcRenderer: {
      invoke: (...args: unknown[]) => (state.invoked.push(args), Promise.resolve('answer')),
      on: (name: string, listen: (event: unknown, payload: unknown) => void) => void state.listeners.set(name, listen),
      off: (name: string) => void state.listeners.delete(name),
    },
  }
})
vi.mock('electron', () => electron)
await import('../../src/preload/index')
const { state } = electron
const bridge = state.exposed.get('roundhouse') as Bridge

it('the bridge is all that a page gets', () => {
  expect([...state.exposed.keys()]).toEqual(['roundhouse'])
  expect(Object.keys(bridge)).toEqual(['call', 'on', 'take', 'tidy'])
})
it('a call of the contract passes', async () => {
  expect(await bridge.call('window.fullscreen', { on: true })).toBe('answer')
  expect(state.invoked).toEqual([['window.fullscreen', { on: true }]])
})
it.each(['constructor', '__proto__', 'shell.openExternal', ''])('a call named %j does not pass', async (name) => {
  state.invoked.length = 0
  await expect(bridge.call(name as 'launch')).rejects.toThrow('no such call')
  expect(state.invoked).toEqual([])
})
it('files that were dragged in go to main by their paths, which the page never sees', async () => {
  state.invoked.length = 0
  await bridge.take([new File([], 'a.mp3'), new File([], 'made.mp3'), { path: '/etc/passwd' }])
  expect(state.invoked).toEqual([['library.take', { paths: ['/music/a.mp3'] }]])
})
it('a page cannot send a path', async () => {
  state.invoked.length = 0
  await expect(bridge.call('library.take', { paths: ['/etc'] })).rejects.toThrow('no such call')
  expect(state.invoked).toEqual([])
})
it('an event is heard without the means to answer it, until nobody listens', () => {
  const heard: unknown[] = []
  const stop = bridge.on('window.changed', (...args) => heard.push(args))
  state.listeners.get('window.changed')?.({ sender: 'ipcRenderer' }, { fullscreen: true })
  expect(heard).toEqual([[{ fullscreen: true }]])
  stop()
  expect(state.listeners.size).toBe(0)
})
it('an event that is not in the contract cannot be listened to', () => {
  expect(() => bridge.on('toString' as 'window.changed', () => undefined)).toThrow('no such event')
})
