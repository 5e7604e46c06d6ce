import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { standBack } from '../../src/main/priority'
import { temporaryFolder } from './folder'

/** Whoever runs the tests may stand further back already. */
const low = Math.max(10, getPriority())

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  it('every thread of a process stands back, those too that it has already', async () => {
    const child = spawn(process.execPath, ['-e', "new (require('node:worker_threads').Worker)('process.stdout.write(\"up\"); setInterval(() => {}, 1000)', { eval: true })"])
    onTestFinished(() => void child.kill())
    await once(child.stdout, 'data')
    const pid = child.pid ?? 0
    standBack(pid)
    const threads = readdirSync(`/proc/${pid}/task`).map(Number)
    expect(threads.length).toBeGreaterThan(1)
    expect(threads.map((thread) => getPriority(thread)).filter((priority) => priority !== low)).toEqual([])
  })
  it('a thread stands back alone', async () => {
    const folder = temporaryFolder()
    const entry = new URL('../../src/main/priority.ts', import.meta.url).pathname
    await build({ configFile: false, logLevel: 'silent', build: { ssr: entry, outDir: folder, target: 'node20', rolldownOptions: { output: { entryFileNames: 'priority.mjs' } } } })
    const worker = new Worker(
      `const { basename } = require('node:path')
       const own = () => require('node:os').getPriority(Number(basename(require('node:fs').readlinkSync('/proc/thread-self'))))
       import(${JSON.stringify(join(folder, 'priority.mjs'))}).then(({ standBackAlone }) => {
         standBackAlone()
         require('node:worker_threads').parentPort.postMessage(own())
       })`,
      { eval: true },
    )
    onTestFinished(async () => void (await worker.terminate()))
    const before = getPriority()
    expect(await once(worker, 'message')).toEqual([low])
    expect(getPriority()).toBe(before)
  })
})

it('asks nothing of a process that has ended', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  expect(() => standBack(child.pid ?? 0)).not.toThrow()
})
