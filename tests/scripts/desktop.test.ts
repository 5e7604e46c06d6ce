import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDesktop, SINK } from '../../scripts/desktop.mjs'
import { collect } from '../../scripts/command.mjs'
import { missingPrograms } from '../../scripts/system.mjs'

const possible = process.platform === 'linux' && missingPrograms().length === 0

test.runIf(possible)('a desktop has a screen and a sound card of its own, and leaves nothing behind', async () => {
  const [one, two] = await Promise.all([openDesktop(), openDesktop({ width: 640, height: 480 })])
  try {
    expect(one.env.DISPLAY).not.toBe(two.env.DISPLAY)
    const { output } = await collect('pactl', ['list', 'short', 'sinks'], { env: { ...process.env, ...one.env } })
    expect(output).toMatch(new RegExp(`${SINK}\\b.*2ch 48000Hz`))
  } finally {
    await Promise.all([one.close(), two.close()])
  }
  expect([one, two].filter(({ env }) => existsSync(env.XDG_RUNTIME_DIR as string))).toEqual([])
})

test.runIf(possible)('a desktop ends with whoever opened it, even when that is killed', async () => {
  const desktop = new URL('../../scripts/desktop.mjs', import.meta.url).href
  const code = `const { openDesktop } = await import('${desktop}')
    const { env } = await openDesktop({ sound: false })
    console.log(env.XDG_RUNTIME_DIR)
    setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(owner.stdout, 'data')) as [Buffer]
  const folder = said.toString().trim()
  expect(existsSync(folder)).toBe(true)
  owner.kill('SIGKILL')
  await expect.poll(() => existsSync(folder), { timeout: 10_000 }).toBe(false)
})
