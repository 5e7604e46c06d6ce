import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hashOf } from '../../scripts/build.mjs'
import { failureOf } from '../../scripts/command.mjs'
import { packagesFresh } from '../../scripts/packages.mjs'
import { cacheFolder } from '../../scripts/place.mjs'
import { progress } from '../../scripts/say.mjs'
import { hasDisplay } from '../../scripts/setup.mjs'
import { some } from '../../scripts/system.mjs'
import { folder } from './folder'

interface Package {
  readonly version?: string
  readonly integrity?: string
  readonly optional?: boolean
}

function house(wanted: Record<string, Package>, present?: Record<string, Package>): string {
  const root = folder()
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': { version: '1.0.0' }, ...wanted } }))
  mkdirSync(join(root, 'node_modules'))
  if (present) writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: present }))
  return root
}

test('packages are fresh when all that the lock asks for is there, optional ones aside', () => {
  const a = { 'node_modules/a': { version: '1.2.3', integrity: 'sha512-a' } }
  const b = { 'node_modules/b': { version: '1.0.0', integrity: 'sha512-b' } }
  const optional = { 'node_modules/c': { version: '1.0.0', integrity: 'sha512-c', optional: true } }
  expect(packagesFresh(house({ ...a, ...optional }, a))).toBe(true)
  expect(packagesFresh(house({ ...a, ...optional }, { ...a, ...optional }))).toBe(true)
  expect(packagesFresh(house({ ...a, ...b }, a))).toBe(false)
  expect(packagesFresh(house(a, { ...a, ...b }))).toBe(false)
  expect(packagesFresh(house(a, { 'node_modules/a': { version: '1.2.3', integrity: 'sha512-z' } }))).toBe(false)
  expect(packagesFresh(house(a, { 'node_modules/a': { version: '1.2.4', integrity: 'sha512-a' } }))).toBe(false)
})

test('packages are stale when an install never ended or there was none', () => {
  expect(packagesFresh(house({}))).toBe(false)
  expect(packagesFresh(folder())).toBe(false)
})

test("what is built is stale when a source's content, name or presence changes, and only then", () => {
  const root = folder()
  mkdirSync(join(root, 'src', 'deep'), { recursive: true })
  writeFileSync(join(root, 'src', 'deep', 'a.ts'), 'one')
  const first = hashOf(root, ['src', 'config.ts'])
  writeFileSync(join(root, 'src', 'deep', 'a.ts'), 'one')
  expect(hashOf(root, ['src', 'config.ts'])).toBe(first)
  writeFileSync(join(root, 'config.ts'), '')
  const second = hashOf(root, ['src', 'config.ts'])
  writeFileSync(join(root, 'src', 'deep', 'a.ts'), 'two')
  const third = hashOf(root, ['src', 'config.ts'])
  writeFileSync(join(root, 'src', 'deep', 'b.ts'), '')
  expect(new Set([first, second, third, hashOf(root, ['src', 'config.ts'])]).size).toBe(4)
})

test('a failure names the network or the disk when they are to blame, else what was said', () => {
  expect(failureOf('Installing', 'npm error code EAI_AGAIN').message).toContain('network cannot be reached')
  expect(failureOf('Installing', 'Error: ENOSPC: no space left on device').message).toContain('disk is full')
  expect(failureOf('Installing', 'E: Broken packages').message).toContain('E: Broken packages')
})

test('progress is told a line each quarter where there is no terminal', () => {
  let written = ''
  const bar = progress('Loading', 200e6, { write: (text: string) => (written += text) })
  for (let done = 0; done <= 200e6; done += 1e6) bar.show(done)
  bar.end()
  expect(written.split('\n').filter(Boolean)).toEqual([0, 25, 50, 75, 100].map((percent) => `Loading ${percent} % of 200 MB`))
})

test('the cache lies where XDG_CACHE_HOME says, unless that is relative', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/somewhere' })).toBe(join('/somewhere', 'roundhouse'))
  expect(cacheFolder({ XDG_CACHE_HOME: 'here' })).toBe(cacheFolder({}))
})

test.runIf(process.platform === 'linux')('a display is an X or a Wayland one', () => {
  expect([{}, { DISPLAY: '' }, { DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }].map((env) => hasDisplay(env))).toEqual([false, false, true, true])
})

test('a long list of names is cut', () => {
  expect(some(['a', 'b', 'c'], 2)).toBe('a, b, c')
  expect(some(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more')
})
