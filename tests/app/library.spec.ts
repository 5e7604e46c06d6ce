import type { Page } from '@playwright/test'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bringIn, expect, test } from './support/app'
import { writeTone } from './support/tone'

const tracks = (page: Page) => page.evaluate(async () => (await window.roundhouse.call('library.changes', { since: 0 })).tracks.map(({ id, file, title, mark, away }) => ({ id, file, title, mark, away })))
const titles = async (page: Page) => (await tracks(page)).filter(({ file }) => file !== '').map(({ title }) => title).toSorted()
const tone = (folder: string, name: string, tempo: number) => writeTone(folder, { name, tempo, seconds: 5, hertz: () => 2 * tempo })

test('files come, move and go while the app looks on, and what was said of them outlives a damaged database', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  const first = tone(music, 'First', 120)
  const { app, page } = await stage.launch('--music', music)
  await expect.poll(() => titles(page)).toEqual(['First'])
  const [before] = await tracks(page)

  mkdirSync(join(music, 'new'))
  tone(join(music, 'new'), 'Second', 130)
  await expect.poll(() => titles(page)).toEqual(['First', 'Second'])

  await page.evaluate((id) => window.roundhouse.call('track.edit', { id, title: 'Mine' }), before?.id ?? '')
  await page.evaluate((id) => window.roundhouse.call('track.mark', { ids: [id], mark: 'favourite' }), before?.id ?? '')
  renameSync(first, join(music, 'new', 'moved.wav'))
  await expect.poll(async () => (await tracks(page)).map(({ file }) => file).toSorted()).toEqual(['new/Second.wav', 'new/moved.wav'])
  const moved = (await tracks(page)).find(({ file }) => file === 'new/moved.wav')
  expect(moved).toMatchObject({ id: before?.id, title: 'Mine', mark: 'favourite' })

  renameSync(music, `${music}-unplugged`)
  await expect.poll(async () => (await tracks(page)).map(({ away }) => away), { timeout: 30_000 }).toEqual([true, true])
  renameSync(`${music}-unplugged`, music)
  await expect.poll(async () => (await tracks(page)).map(({ away }) => away), { timeout: 30_000 }).toEqual([undefined, undefined])
  await app.close()

  const database = join(stage.folder, 'data', 'roundhouse.db')
  writeFileSync(database, readFileSync(database).fill(0xa5, 4096))
  const { page: again } = await stage.launch('--music', music)
  await expect.poll(async () => (await tracks(again)).find(({ file }) => file === 'new/moved.wav')).toMatchObject({ title: 'Mine', mark: 'favourite' })
  expect(readdirSync(join(stage.folder, 'data')).some((name) => name.startsWith('roundhouse.db.damaged-'))).toBe(true)
})

test('a folder and a file that are dragged in join the library, without their paths in the page', async ({ stage }) => {
  const lone = join(stage.folder, 'lone')
  mkdirSync(lone)
  const file = tone(lone, 'Alone', 140)
  tone(lone, 'Other', 100)
  const { page } = await stage.launch('--music', join(stage.folder, 'data'))
  await bringIn(page, file)
  await page.evaluate(async () => {
    const { files } = document.querySelector('#from-outside') as HTMLInputElement
    const tokens = await window.roundhouse.take([...(files ?? []), new File([], 'made-up.mp3'), { path: '/etc' }])
    if (tokens.length !== 1) throw new Error(`${tokens.length} tokens`)
    await window.roundhouse.call('library.drop', { tokens: [...tokens, '0'.repeat(32)] })
  })
  await expect.poll(() => titles(page)).toEqual(['Alone'])
  expect(await page.evaluate(() => window.roundhouse.call('library.take', { paths: ['/etc'] }).then(() => 'worked', (error: Error) => error.message))).toContain('no such call')
})

test('on the screen a track is searched for, sorted, marked and put right by keys, and what was left out is told', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  tone(music, 'Alpha', 150)
  tone(music, 'Beta', 90)
  writeFileSync(join(music, 'empty.mp3'), '')
  const { page } = await stage.launch('--music', music)
  await page.getByRole('button', { name: 'Tracks' }).click()
  const rows = page.getByRole('grid', { name: 'Tracks' }).locator('.list-row .main')
  await expect(rows).toHaveText([/^Alpha/, /^Beta/])
  await page.getByRole('button', { name: 'Tempo' }).click()
  await expect(rows).toHaveText([/^Beta/, /^Alpha/])

  await page.getByRole('searchbox', { name: 'Find a track' }).fill('alp')
  await expect(rows).toHaveText([/^Alpha/])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('l')
  await expect(rows).toHaveText([/Favourite/])
  await page.keyboard.press('e')
  await page.getByRole('textbox', { name: 'Title' }).fill('Alpha male')
  await page.keyboard.press('Enter')
  await expect(rows).toHaveText([/^Alpha male.*Corrected/])

  await page.getByRole('button', { name: '1 file left out' }).click()
  await expect(page.getByText('the file is empty')).toBeVisible()
})
