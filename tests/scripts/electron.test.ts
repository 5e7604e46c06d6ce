import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sandboxTrouble } from '../../scripts/application.mjs'
import { findElectron } from '../../scripts/electron.mjs'
import { installedOfficial, officialReachable, programIn } from '../../scripts/official.mjs'
import { verify } from '../../scripts/registry.mjs'
import { folder } from './folder'

test("an override is taken at its word, and ELECTRON_EXEC_PATH before ELECTRON_OVERRIDE_DIST_PATH", async () => {
  const at = folder()
  const inFolder = join(at, programIn())
  mkdirSync(join(inFolder, '..'), { recursive: true })
  writeFileSync(inFolder, '')
  writeFileSync(join(at, 'mine'), '')
  expect((await findElectron({ ELECTRON_OVERRIDE_DIST_PATH: at })).path).toBe(inFolder)
  expect(await findElectron({ ELECTRON_OVERRIDE_DIST_PATH: at, ELECTRON_EXEC_PATH: join(at, 'mine') })).toEqual({
    path: join(at, 'mine'),
    why: 'the Electron that ELECTRON_EXEC_PATH names',
  })
})

test('an override that is not there is a sentence with its mend, never another Electron', async () => {
  await expect(findElectron({ ELECTRON_EXEC_PATH: join(folder(), 'gone') })).rejects.toThrow(/gone, which is not there: correct it or unset it/)
})

test('the official binary counts only when it is of the version that is asked for', () => {
  const root = folder()
  const place = join(root, 'node_modules', 'electron')
  const program = join(place, 'dist', programIn())
  mkdirSync(join(program, '..'), { recursive: true })
  writeFileSync(join(place, 'package.json'), '{"version":"45.4.1"}')
  expect(installedOfficial(root)).toBeUndefined()
  writeFileSync(join(place, 'dist', 'version'), '45.4.0')
  writeFileSync(program, '')
  expect(installedOfficial(root)).toBeUndefined()
  writeFileSync(join(place, 'dist', 'version'), 'v45.4.1')
  expect(installedOfficial(root)).toEqual({ path: program, version: '45.4.1' })
})

test('a host that did not answer is left alone for a day, and asked again after it or under another name', async () => {
  const memory = join(folder(), 'cache', 'official.json')
  const day = 24 * 3600 * 1000
  const asked: string[] = []
  const ask = (url: string): Promise<boolean> => {
    asked.push(url)
    return Promise.resolve(false)
  }
  const at = (now: number, env = {}): Promise<boolean> => officialReachable(memory, { env, now, ask })
  expect(await at(1000)).toBe(false)
  expect(await at(1000 + day - 1)).toBe(false)
  expect(asked).toHaveLength(1)
  await at(1000 + day)
  await at(1000 + day, { ELECTRON_MIRROR: 'http://mirror.test/' })
  expect(asked.slice(1)).toEqual([asked[0], 'http://mirror.test/'])
})

test('a damaged memory of the host is no memory', async () => {
  const memory = join(folder(), 'official.json')
  writeFileSync(memory, '{"refused":')
  expect(await officialReachable(memory, { env: {}, ask: () => Promise.resolve(true) })).toBe(true)
})

test('a download passes only with the right checksum', async () => {
  const file = join(folder(), 'archive.tgz')
  writeFileSync(file, 'the archive')
  const integrity = `sha512-${createHash('sha512').update('the archive').digest('base64')}`
  await expect(verify(file, integrity)).resolves.toBeUndefined()
  writeFileSync(file, 'the archivE')
  await expect(verify(file, integrity)).rejects.toThrow(/checksum differs/)
  expect(readFileSync(file, 'utf8')).toBe('the archivE')
})

test("the sandbox's trouble is told with its mend, and only where there is one", () => {
  const restricted = (file: string): string => (file.includes('apparmor') ? '1' : '1000')
  const free = (): undefined => undefined
  const helper = () => false
  expect(sandboxTrouble('/x/electron', { uid: 1000, read: restricted, helper })).toContain("sudo chmod 4755 '/x/chrome-sandbox'")
  expect(sandboxTrouble('/x/electron', { uid: 1000, read: restricted, helper: () => true })).toBeUndefined()
  expect(sandboxTrouble('/x/electron', { uid: 0, read: restricted, helper })).toBeUndefined()
  expect(sandboxTrouble('/x/electron', { uid: 1000, read: free, helper })).toBeUndefined()
  const at = folder()
  writeFileSync(join(at, 'chrome-sandbox'), '')
  chmodSync(join(at, 'chrome-sandbox'), 0o755)
  expect(sandboxTrouble(join(at, 'electron'), { uid: 1000, read: restricted })).toContain(at)
})
