import { test as base, _electron, expect, type ElectronApplication, type Page } from '@playwright/test'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Bridge } from '../../../src/core/ipc/contract'
import { switches } from '../../../scripts/application.mjs'
import { openDesktop, SINK } from '../../../scripts/desktop.mjs'
import { findElectron } from '../../../scripts/electron.mjs'

declare global {
  interface Window {
    readonly roundhouse: Bridge
  }
}

const root = resolve(import.meta.dirname, '../../..')

export interface Recording {
  /** Ends it; answers one channel at 48 kHz. */
  stop(): Promise<Float32Array>
}

export interface Stage {
  /** A folder of the test's own. */
  readonly folder: string
  readonly env: Record<string, string>
  /** Starts the application under the test's eyes, with a user-data folder of its own. */
  launch(...options: string[]): Promise<{ app: ElectronApplication; page: Page }>
  /** Runs the application as a user does and waits for its end. */
  run(...options: string[]): Promise<{ code: number | null; out: string; err: string }>
  /** Starts the application as a user does. */
  spawn(...options: string[]): Promise<ChildProcess>
  /** Records what the application plays. */
  record(): Promise<Recording>
  /** What it plays to. */
  readonly sound: { crash(): Promise<void>; restart(): Promise<void> }
}

async function record(env: NodeJS.ProcessEnv): Promise<Recording> {
  const child = spawn('parecord', [`--device=${SINK}.monitor`, '--raw', '--format=float32le', '--rate=48000', '--channels=1', '--latency-msec=100'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  // It ends by itself where the sound server does.
  const closed = new Promise((done) => child.once('close', done))
  await new Promise((begun) => child.stdout.once('data', begun))
  return {
    stop: async () => {
      child.kill('SIGINT')
      await closed
      const bytes = Buffer.concat(chunks)
      return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~3)))
    },
  }
}

/** Ends the application without its question whether a session is to end. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

/** The test with a stage: a virtual desktop for the worker, an own folder for the test. */
export const test = base.extend<{ stage: Stage }, { desktop: Awaited<ReturnType<typeof openDesktop>> }>({
  desktop: [
    // eslint-disable-next-line no-empty-pattern -- playwright reads the fixture's needs from it
    async ({}, use) => {
      const desktop = await openDesktop({ width: 1920, height: 1080 })
      await use(desktop)
      await desktop.close()
    },
    { scope: 'worker' },
  ],
  stage: async ({ desktop }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'roundhouse-test-'))
    const env = { ...(process.env as Record<string, string>), ...desktop.env, INIT_CWD: folder }
    const electron = (await findElectron()).path
    const data = ['--user-data', join(folder, 'data')]
    const opened: ChildProcess[] = []
    const children: ChildProcess[] = []
    const begin = (options: string[]) => {
      const child = spawn(electron, [...switches, root, ...data, ...options], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      children.push(child)
      return child
    }
    await use({
      folder,
      env,
      launch: async (...options) => {
        const app = await _electron.launch({ executablePath: electron, args: [...switches, root, ...data, ...options], env })
        opened.push(app.process())
        const page = await app.firstWindow()
        await page.waitForLoadState('domcontentloaded')
        return { app, page }
      },
      spawn: async (...options) => begin(options),
      run: async (...options) => {
        const child = begin(options)
        let out = ''
        let err = ''
        child.stdout?.on('data', (text: Buffer) => (out += text))
        child.stderr?.on('data', (text: Buffer) => (err += text))
        const code = await new Promise<number | null>((done) => child.once('close', done))
        return { code, out, err }
      },
      record: () => record(env),
      sound: desktop.sound!,
    })
    for (const child of opened) await end(child)
    for (const child of children) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
})

export { expect } from '@playwright/test'

/** Minimises the window of a page. */
export async function minimize(app: ElectronApplication, page: Page): Promise<void> {
  const window = await app.browserWindow(page)
  await expect.poll(() => window.evaluate((one) => one.isVisible())).toBe(true)
  await window.evaluate((one) => one.minimize())
  await expect.poll(() => window.evaluate((one) => one.isMinimized())).toBe(true)
}

export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
/** A file of the repository. */
export const ours = (path: string): string => join(root, path)

/** Puts a file from outside into the page, in an input '#from-outside', as if it were dragged there. */
export async function bringIn(page: Page, path: string): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'from-outside'
    document.body.append(input)
  })
  await page.setInputFiles('#from-outside', path)
}
