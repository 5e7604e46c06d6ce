import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { violations } from './architecture'

const root = join(import.meta.dirname, '..')
const sources = new Map(
  readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name))
    .map((name) => [`src/${name.split(sep).join('/')}`, readFileSync(join(root, 'src', name), 'utf8')]),
)

const broken = (file: string, source: string) => violations(new Map([[file, source]]))

describe('the house', () => {
  test('keeps the dependency rule in every source file', () => {
    for (const file of ['src/core/workout/plan.ts', 'src/core/music/setlist.ts', 'src/core/ipc/contract.ts']) expect(sources.has(file)).toBe(true)
    expect(violations(sources)).toEqual([])
  })

  test('would notice an import of main in every single file of core', () => {
    for (const [file, source] of sources) {
      if (!file.startsWith('src/core/')) continue
      const main = `${'../'.repeat(file.split('/').length - 2)}main/index`
      expect(broken(file, `${source}\nimport '${main}'\n`)).toEqual([`${file}: imports ${main}: core imports only core`])
    }
  })
})

describe('an import is refused', () => {
  const cases: readonly (readonly [what: string, file: string, source: string])[] = [
    ['from core to main', 'src/core/workout/plan.ts', `import { x } from '../../main/log'`],
    ['from core to the renderer, type only', 'src/core/music/mix.ts', `import type { Sound } from '../../renderer/audio/ports'`],
    ['from core to preload, inline type', 'src/core/a.ts', `import { type B } from '../preload/index'`],
    ['from core to Node', 'src/core/a.ts', `import { readFileSync } from 'node:fs'`],
    ['from core to Node, old name', 'src/core/a.ts', `import path from 'path'`],
    ['from core to a package that is not zod', 'src/core/a.ts', `import React from 'react'`],
    ['from core to a package whose name begins with zod', 'src/core/a.ts', `import 'zodiac'`],
    ['from core to a file outside of src', 'src/core/a.ts', `import data from '../../resources/a.json'`],
    ['for its effect alone', 'src/core/a.ts', `import '../main/index'`],
    ['re-exported by name', 'src/core/a.ts', `export { x } from '../main/log'`],
    ['re-exported whole', 'src/core/a.ts', `export * from '../renderer/runner'`],
    ['re-exported as a type', 'src/core/a.ts', `export type { X } from '../renderer/runner'`],
    ['that is dynamic', 'src/core/a.ts', `const x = await import('../main/log')`],
    ['that is dynamic with a template', 'src/core/a.ts', 'const x = await import(`../main/log`)'],
    ['that is dynamic and computed', 'src/core/a.ts', `export const load = (name: string) => import(name)`],
    ['of a type in place', 'src/core/a.ts', `export type X = import('../renderer/runner').Runner`],
    ['with require', 'src/renderer/a.ts', `const fs = require('node:fs')`],
    ['with import = require', 'src/renderer/a.ts', `import fs = require('fs')`],
    ['with a worker suffix', 'src/renderer/a.ts', `import W from '../main/work?worker'`],
    ['with a suffix on a package', 'src/renderer/screens/a.ts', `import url from 'howler?url'`],
    ['through a worker address', 'src/renderer/a.ts', `new Worker(new URL('../main/work.ts', import.meta.url))`],
    ['through a glob', 'src/renderer/a.ts', `import.meta.glob(['./*.ts', '../main/*.ts'])`],
    ['from main to the renderer', 'src/main/index.ts', `import { Runner } from '../renderer/runner'`],
    ['from main to preload', 'src/main/library/scan.ts', `import '../../preload/index'`],
    ['from preload to main', 'src/preload/index.ts', `import type { X } from '../main/log'`],
    ['from preload to Node', 'src/preload/index.ts', `import fs from 'fs'`],
    ['from the renderer to main', 'src/renderer/screens/Home.tsx', `import { log } from '../../main/log'`],
    ['from the renderer to preload', 'src/renderer/runner.ts', `import '../preload'`],
    ['from the renderer to Electron', 'src/renderer/runner.ts', `import { ipcRenderer } from 'electron'`],
    ['by a way round through its own home', 'src/renderer/a.ts', `import './audio/../../main/log'`],
    ['by a path from the root', 'src/renderer/a.ts', `import '/src/main/log'`],
    ['by an alias', 'src/renderer/a.ts', `import '@/main/log'`],
    ['from an address', 'src/renderer/a.ts', `import 'https://example.org/x.js'`],
    ['from the scripts', 'src/main/a.ts', `import '../../scripts/say.mjs'`],
    ['of howler into a screen', 'src/renderer/screens/Home.tsx', `import { Howl } from 'howler'`],
    ['of howler into the runner, type only', 'src/renderer/runner.ts', `import type { Howl } from 'howler'`],
    ['of howler into core', 'src/core/a.ts', `import 'howler'`],
    ['of howler into the analysis page', 'src/renderer/analysis/decode.ts', `import 'howler'`],
  ]
  test.each(cases)('%s', (_what, file, source) => {
    expect(broken(file, source)[0]).toContain(`${file}: imports `)
  })
})

describe('Web Audio is refused', () => {
  test.each([
    ['in the runner', 'src/renderer/runner.ts', `const context = new AudioContext()`],
    ['in a screen, as a type', 'src/renderer/screens/Run.tsx', `export const draw = (buffer: AudioBuffer) => <p>{buffer.length}</p>`],
    ['through the window', 'src/renderer/runner.ts', `const Context = window.AudioContext`],
    ['through the window, by a text', 'src/renderer/runner.ts', `const Context = window['webkitAudioContext']`],
    ['in core', 'src/core/music/analyse.ts', `export const f = (node: AnalyserNode) => node`],
    ['in a folder that is only named alike', 'src/renderer/audiofiles/a.ts', `new GainNode(context)`],
    ['for playing in the analysis page', 'src/renderer/analysis/decode.ts', `new AudioContext()`],
  ])('%s', (_what, file, source) => {
    expect(broken(file, source)).toEqual([expect.stringContaining('Web Audio')])
  })
})

describe('core is refused', () => {
  test.each([
    ['the wall clock', `export const now = () => Date.now()`],
    ['a new date', `export const now = () => new Date()`],
    ['the type of a date', `export interface A { at: Date }`],
    ['the monotonic clock', `export const now = () => performance.now()`],
    ['chance', `export const dice = () => Math.random()`],
    ['chance taken out of Math', `const { random } = Math`],
    ['chance by a computed name', `export const dice = () => Math['random']()`],
    ['a timer', `setTimeout(() => {}, 1)`],
    ['a timer that it declares to exist', `declare const setTimeout: (f: () => void) => void\nsetTimeout(() => {})`],
    ['the process', `export const id = process.pid`],
    ['the process as a shorthand', `export const all = { process }`],
    ['the global object', `export const g = globalThis`],
    ['the page', `export const title = () => document.title`],
    ['the network', `export const get = () => fetch('x')`],
    ['the console', `console.log(1)`],
  ])('%s', (_what, source) => {
    expect(broken('src/core/a.ts', source).length).toBeGreaterThan(0)
  })
})

describe('nothing is said against', () => {
  test.each([
    ['core and zod in core', 'src/core/music/mix.ts', `import { z } from 'zod'\nimport * as core from 'zod/v4'\nimport type { Cue } from '../workout/cue'`],
    ['a name of its own in core', 'src/core/a.ts', `export function f(window: number[], { self }: { self: number }) { const process = window.length; return process + self }`],
    ['a key that is named like a global', 'src/core/a.ts', `export const f = (log: { performance: number }) => ({ process: log.performance, fetch: 1 })`],
    ['words in comments and texts', 'src/core/a.ts', `// import 'howler', Date.now()\nexport const text = "import 'node:fs'; AudioContext; Math.random()"`],
    ['Math without chance', 'src/core/a.ts', `export const f = Math.floor(Math.PI)`],
    ['Node, Electron, packages and core in main', 'src/main/index.ts', `import 'node:fs'\nimport 'electron'\nimport 'music-metadata'\nimport '../core/result'\nimport './log'`],
    ['Electron and core in preload', 'src/preload/index.ts', `import { contextBridge } from 'electron'\nimport { calls } from '../core/ipc/contract'`],
    ['styles, packages and core in the renderer', 'src/renderer/screens/Home.tsx', `import './home.css'\nimport React from 'react'\nimport '../../core/settings'`],
    ['howler and Web Audio in their home', 'src/renderer/audio/deck.ts', `import { Howler } from 'howler'\nimport worklet from './limiter.worklet.ts?worker&url'\nnew AudioContext()`],
    ['a decoder in its home', 'src/renderer/decoding/decode.ts', `new OfflineAudioContext(1, 1, 22050)`],
    ['resources in the renderer', 'src/renderer/a.ts', `import icon from '../../resources/icon.png?url'`],
  ])('%s', (_what, file, source) => {
    expect(broken(file, source)).toEqual([])
  })
})

test('a file that cannot be parsed, or is in no home, counts as broken', () => {
  expect(broken('src/core/a.ts', 'const = 1')).toHaveLength(1)
  expect(broken('src/helpers/a.ts', '')).toHaveLength(1)
})
