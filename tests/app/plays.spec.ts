import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ReportSchema } from '../../src/core/report'
import { expect, readJson, test } from './support/app'
import { writeTone } from './support/tone'

test('a session that is closed soon counts for what has sounded, and not for what was planned or has the same name elsewhere', async ({ stage }) => {
  const folders = ['A', 'B'].map((name) => join(stage.folder, name))
  folders.forEach((folder, n) => {
    mkdirSync(folder)
    for (let i = 0; i < 5; i++) writeTone(folder, { name: `Tone ${i}`, tempo: 100 + 20 * i, seconds: 40, hertz: (second) => 100 + 50 * n + 60 * i + 9 * second })
  })
  const [workout, report] = [join(stage.folder, 'w.json'), join(stage.folder, 'r.json')]
  writeFileSync(workout, JSON.stringify({ name: 'Many', prep: 5, rounds: 30, intervals: [{ work: 8, rest: 5 }] }))
  const music = folders.flatMap((folder) => ['--music', folder])
  const child = await stage.spawn(...music, '--workout', workout, '--start', '--report', report)
  let out = ''
  child.stdout?.on('data', (text: Buffer) => (out += text))
  await expect.poll(() => out.includes('Rest'), { timeout: 60_000 }).toBe(true)
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await closed
  const { music: planned, moments } = ReportSchema.parse(readJson(report))
  expect(readFileSync(report, 'utf8')).not.toContain('"id"')
  const begun = new Set(moments.map(({ file }) => file))
  expect(new Set(planned.map(({ file }) => file)).size).toBeGreaterThan(begun.size)

  const { page } = await stage.launch(...music)
  const tracks = () => page.evaluate(async () => (await window.roundhouse.call('library.changes', { since: 0 })).tracks)
  await expect.poll(async () => (await tracks()).length, { timeout: 20_000 }).toBe(10)
  const played = (await tracks()).filter(({ plays }) => plays !== undefined)
  expect(played.length).toBeGreaterThan(0)
  expect(played.length).toBeLessThanOrEqual(begun.size)
  expect(played.every(({ file, plays }) => begun.has(file) && plays === 1)).toBe(true)
})
