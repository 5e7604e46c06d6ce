import type { Page } from '@playwright/test'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { expect, ours, test } from './support/app'

const stored = (page: Page) =>
  page.evaluate(async () => {
    const [track] = (await window.roundhouse.call('library.changes', { since: 0 })).tracks
    return window.roundhouse.call('track.analysis', { id: track?.id ?? '' })
  })
const kinds = async (page: Page) => (await stored(page)).corrections.map(({ kind }) => kind)

test('a track is opened, played from a press on its waveform, and corrected; all is there after a restart, and after a new analysis', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  copyFileSync(ours('resources/demo/bell-to-bell.mp3'), join(music, 'bell-to-bell.mp3'))
  const { app, page } = await stage.launch('--music', music)
  await expect.poll(async () => (await stored(page)).analysis?.tempo ?? 0, { timeout: 60_000 }).toBeGreaterThan(0)
  const tempo = (await stored(page)).analysis!.tempo!

  await page.keyboard.press('t')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('bell')
  await expect(page.getByText('1 of 1')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const big = page.getByRole('region', { name: 'Tempo' }).getByRole('status')
  await expect(big).toContainText(tempo.toFixed(2))

  await page.getByRole('button', { name: 'Twice as fast' }).click()
  await expect(big).toContainText((2 * tempo).toFixed(2))
  await page.getByRole('button', { name: 'Half as fast' }).click()
  await expect(big).toContainText(tempo.toFixed(2))

  const overview = page.getByRole('slider', { name: 'Place in the track' })
  const box = (await overview.boundingBox())!
  await overview.click({ position: { x: box.width / 2, y: box.height / 2 } })
  const place = async () => Number(await overview.getAttribute('aria-valuenow')) / Number(await overview.getAttribute('aria-valuemax'))
  await expect.poll(place).toBeGreaterThan(0.49)
  expect(await place()).toBeLessThan(0.7)

  const nudged = (await stored(page)).analysis!.beats[10]!
  await page.keyboard.press('.')
  await expect.poll(async () => (await stored(page)).analysis!.beats[10]! - nudged).toBeCloseTo(0.01, 3)
  await page.keyboard.press('d')
  await expect.poll(() => kinds(page)).toContain('drop')
  await expect(page.locator('.tap')).toContainText('0/8')
  for (let i = 1; i <= 8; i++) {
    await page.keyboard.press('t', { delay: 400 })
    if (i < 8) await expect(page.locator('.tap')).toContainText(`${i}/8`)
  }
  await expect.poll(() => kinds(page)).toContain('tap')
  await page.keyboard.press('?')
  await expect(page.getByText('Analyse the track again')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Analyse again' }).click()
  await expect(page.getByText('Waiting for its analysis')).toBeVisible()
  await expect(page.getByText('Waiting for its analysis')).toBeHidden({ timeout: 60_000 })
  await expect.poll(async () => (await stored(page)).analysis?.tempo ?? 0).toBeGreaterThan(0)
  const before = await stored(page)
  expect(before.corrections.length).toBeGreaterThan(0)
  await app.close()

  const again = await stage.launch('--music', music)
  await expect.poll(async () => (await stored(again.page)).corrections, { timeout: 20_000 }).toEqual(before.corrections)
  expect((await stored(again.page)).analysis).toEqual(before.analysis)
  await again.app.close()

  const database = new Database(join(stage.folder, 'data', 'roundhouse.db'))
  expect(database.prepare('DELETE FROM analyses').run().changes).toBe(1)
  database.close()
  const anew = await stage.launch('--music', music)
  await expect.poll(async () => (await stored(anew.page)).analysis, { timeout: 60_000 }).toEqual(before.analysis)
  expect((await stored(anew.page)).corrections).toEqual(before.corrections)
})

/** The MP4 with a new table of times: of every four frames one lasts 448 samples longer and one as much less. */
function jittered(file: Buffer): Buffer {
  const boxes = (bytes: Buffer) => {
    const found: Buffer[] = []
    for (let at = 0; at + 8 <= bytes.length; at += bytes.readUInt32BE(at)) found.push(bytes.subarray(at, at + bytes.readUInt32BE(at)))
    return found
  }
  const box = (type: string, content: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(content.length + 8)
    head.write(type, 4, 'latin1')
    return Buffer.concat([head, content])
  }
  const changed = (whole: Buffer): Buffer => {
    const type = whole.toString('latin1', 4, 8)
    if (type === 'stts') {
      const times = Math.floor(whole.readUInt32BE(16) / 4)
      const table = Uint32Array.from([0, 3 * times, ...Array.from({ length: times }, () => [2, 1024, 1, 1472, 1, 576]).flat()])
      return box(type, Buffer.from(table.buffer).swap32())
    }
    if (!['moov', 'trak', 'mdia', 'minf', 'stbl'].includes(type)) return whole
    return box(type, Buffer.concat(boxes(whole.subarray(8)).map(changed)))
  }
  const parts = boxes(file)
  const moov = parts.find((part) => part.toString('latin1', 4, 8) === 'moov')!
  // The frames stay where they are: the new table comes last.
  const left = parts.map((part) => (part === moov ? box('free', moov.subarray(8)) : part))
  return Buffer.concat([...left, changed(moov)])
}

test('a track whose timestamps jitter is heard whole', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  writeFileSync(join(music, 'corner-stool.m4a'), jittered(readFileSync(ours('resources/demo/corner-stool.m4a'))))
  const { page } = await stage.launch('--music', music)
  await expect.poll(async () => (await page.evaluate(() => window.roundhouse.call('library.status'))).tracks, { timeout: 20_000 }).toBe(1)
  await page.evaluate(() => {
    const own = BaseAudioContext.prototype.decodeAudioData
    BaseAudioContext.prototype.decodeAudioData = async function (file) {
      const buffer = await own.call(this, file)
      Object.assign(window, { decoded: buffer.duration })
      return buffer
    }
  })
  await page.keyboard.press('t')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  // Cut to its times it would last 70.8 s.
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'decoded') as number), { timeout: 20_000 }).toBeCloseTo(79.46, 1)
})
