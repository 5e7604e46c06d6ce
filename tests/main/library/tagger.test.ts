import { execFileSync } from 'node:child_process'
import { closeSync, constants, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { scanFolder, type Found } from '../../../src/main/library/scan'
import { crashed, readAll, tooSlow, type TagResult } from '../../../src/main/library/tagger'
import { temporaryFolder } from '../folder'
import { mp3 } from '../files'

/** A reader that answers with the file's name, hangs on 'hang', waits for the disk on a pipe and crashes on 'crash'. */
const reader = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', (path) => {
  if (path === 'hang') for (;;);
  if (path.endsWith('pipe')) require('node:fs').openSync(path)
  if (path === 'crash') throw new Error('crash')
  if (path.startsWith('exit')) process.exit(0)
  parentPort.postMessage({ title: path, artist: null, album: null, duration: 1, tempo: null })
})`
const file = (path: string): Found => ({ id: '', path, file: path, size: 1, modifiedMs: 0 })

async function readNames(paths: readonly string[], signal?: AbortSignal) {
  let workers = 0
  const results = new Map<string, TagResult>()
  const createWorker = () => {
    workers++
    return new Worker(reader, { eval: true })
  }
  await readAll(paths.map(file), { createWorker, threads: 2, timeoutMs: 500 }, (found, result) => results.set(found.path, result), signal)
  return { results, workers }
}

describe('reading many files', () => {
  it('gives every file its own result', async () => {
    const names = Array.from({ length: 50 }, (_, i) => `n${i}`)
    const { results, workers } = await readNames(names)
    expect([...results].map(([path, result]) => [path, 'title' in result && result.title]).sort()).toEqual(names.map((n) => [n, n]).sort())
    expect(workers).toBe(2)
  })
  it('loses only the file that hangs, crashes or ends a reader', async () => {
    const { results } = await readNames(['a', 'hang', 'b', 'crash', 'c', 'exit', 'd', 'e'])
    expect(results.get('hang')).toEqual({ failed: tooSlow })
    expect(results.get('crash')).toEqual({ failed: crashed })
    expect(results.get('exit')).toEqual({ failed: crashed })
    for (const name of ['a', 'b', 'c', 'd', 'e']) expect(results.get(name)).toMatchObject({ title: name })
  })
  it.skipIf(process.platform === 'win32')('loses only the file that the system never gives', async () => {
    const pipe = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const { results } = await readNames(['a', pipe, 'b', 'c'])
    // Lets the thread go that waits for somebody who writes.
    closeSync(openSync(pipe, constants.O_RDWR))
    expect(results.get(pipe)).toEqual({ failed: tooSlow })
    for (const name of ['a', 'b', 'c']) expect(results.get(name)).toMatchObject({ title: name })
  })
  it('blames no file for the one after it, though a reader that ends takes its last answers with it', async () => {
    const names = Array.from({ length: 12 }, (_, i) => [`n${i}`, `exit${i}`]).flat()
    const { results } = await readNames(names)
    for (const name of names) expect(results.get(name), name).toEqual(name.startsWith('exit') ? { failed: crashed } : expect.objectContaining({ title: name }))
  })
  it('starts no reader for nothing', async () => expect((await readNames([])).workers).toBe(0))
  it('ends when it is told to', async () => {
    expect((await readNames(['a', 'b'], AbortSignal.abort())).results.size).toBe(0)
  })
})

it('the real reader reads real files in a thread', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'song.mp3'), mp3(200, { tags: { TIT2: 'Song', TBPM: '140' } }))
  writeFileSync(join(folder, 'text.mp3'), 'not music')
  const built = join(folder, 'built')
  const entry = new URL('../../../src/main/library/thread.ts', import.meta.url).pathname
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: entry, outDir: built, target: 'node20', rolldownOptions: { output: { entryFileNames: 'thread.mjs' } } },
    ssr: { noExternal: true },
  })
  const { files } = await scanFolder(folder)
  const results = new Map<string, TagResult>()
  await readAll(files, { createWorker: () => new Worker(join(built, 'thread.mjs')), threads: 2 }, (found, result) => results.set(found.file, result))
  expect(results.get('song.mp3')).toMatchObject({ title: 'Song', tempo: 140 })
  expect(results.get('text.mp3')).toMatchObject({ failed: expect.any(String) })
})
