import type { ElectronApplication, Page } from '@playwright/test'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bringIn, expect, readJson, test } from './support/app'
import { writeTone } from './support/tone'

const tone = (folder: string, name: string, tempo: number, seconds = 5) => writeTone(folder, { name, tempo, seconds, hertz: (second) => 2 * tempo + 9 * (second % 5) })

/** The next file dialogs of the main process answer these paths, in place of a person. */
const answer = (app: ElectronApplication, paths: { open?: string; save?: string }) =>
  app.evaluate(({ dialog }, { open, save }) => {
    dialog.showOpenDialog = async () => ({ canceled: open === undefined, filePaths: open === undefined ? [] : [open] })
    dialog.showSaveDialog = async () => ({ canceled: save === undefined, filePath: save ?? '' })
  }, paths)

const row = (page: Page, title: string) => page.getByRole('option').filter({ has: page.getByText(title, { exact: true }) })

/** Drops a file from outside onto an element, as the system's file manager does. */
async function dropFile(page: Page, selector: string, path: string): Promise<void> {
  await bringIn(page, path)
  await page.evaluate((selector) => {
    const input = document.querySelector('#from-outside') as HTMLInputElement
    const dataTransfer = new DataTransfer()
    for (const file of input.files ?? []) dataTransfer.items.add(file)
    const target = document.querySelector(selector)
    for (const kind of ['dragenter', 'dragover', 'drop']) target?.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }))
    input.remove()
  }, selector)
}

test('songs are found, arrive, are mapped by search and by drag, and all of it is there again after a restart', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  const apart = join(stage.folder, 'apart')
  mkdirSync(music)
  mkdirSync(apart)
  tone(music, 'Alpha', 140)
  tone(music, 'Noise', 100)
  const other = tone(music, 'Hum', 90)
  const outside = tone(apart, 'Elsewhere', 120)
  const list = join(stage.folder, 'film.csv')
  writeFileSync(list, 'title,artist,tempo\nAlpha,Tones,140\nBeta,Tones,\nGamma,Tones,\nDelta,Tones,\nEpsilon,Tones,\n,Nobody,\nZeta,Tones,133 BPM\n')

  const { app, page } = await stage.launch('--music', music)
  await answer(app, { open: list })
  await page.getByRole('button', { name: /^Never Back Down \(2008\)/ }).click()
  await expect(page.getByRole('heading', { name: 'Never Back Down (2008)' })).toBeVisible()
  await page.getByRole('button', { name: 'Catalogs' }).click()
  await page.getByRole('button', { name: 'Import a playlist' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'film', exact: true })).toBeVisible()
  await expect(page.getByText('1 of 6 found, 5 missing')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveText(/^Left out: 1 song\s+line 7: there is no title$/)
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(row(page, 'Alpha')).toContainText('Found')

  tone(music, 'Beta', 130)
  await expect(row(page, 'Beta')).toContainText('Found', { timeout: 15_000 })

  await row(page, 'Gamma').click()
  await page.keyboard.press('/')
  await page.getByRole('searchbox', { name: 'Find a file' }).fill('noise')
  await page.keyboard.press('Enter')
  await expect(row(page, 'Gamma')).toContainText('Your choice · Noise.wav')

  await row(page, 'Delta').click()
  await page.keyboard.press('/')
  await page.getByRole('searchbox', { name: 'Find a file' }).fill('hum')
  await expect(page.getByRole('grid', { name: 'Files' }).getByRole('row')).toHaveCount(1)
  await page.locator('.picker .list-row').hover()
  await page.mouse.down()
  const song = await page.locator('#song-delta').boundingBox()
  if (!song) throw new Error('the song is not in sight')
  await page.mouse.move(song.x + song.width / 2, song.y + song.height / 2, { steps: 12 })
  await expect(page.locator('#song-delta')).toContainText('Drop: this is the song')
  await page.mouse.up()
  await expect(row(page, 'Delta')).toContainText('Your choice · Hum.wav')

  await dropFile(page, '#song-epsilon', outside)
  await expect(row(page, 'Epsilon')).toContainText('Elsewhere.wav', { timeout: 15_000 })

  await row(page, 'Alpha').click()
  await page.keyboard.press('n')
  await expect(row(page, 'Alpha')).toContainText('Missing')

  const saved = join(stage.folder, 'missing.txt')
  await answer(app, { save: saved })
  await page.getByRole('button', { name: '2 missing' }).click()
  await page.getByRole('button', { name: 'Save as text' }).click()
  await expect(page.getByText('Saved as missing.txt')).toBeAttached()
  expect(readFileSync(saved, 'utf8')).toBe('Tones – Alpha\nTones – Zeta\n')
  await app.close()

  renameSync(other, join(music, 'Renamed.wav'))
  const { page: again } = await stage.launch('--music', music, '--music', apart)
  await again.getByRole('button', { name: /^film 4 of 6 found/ }).click({ timeout: 15_000 })
  await expect(row(again, 'Delta')).toContainText('Your choice · Renamed.wav')
  await expect(row(again, 'Gamma')).toContainText('Your choice · Noise.wav')
  await expect(row(again, 'Epsilon')).toContainText('Elsewhere.wav')
  await expect(row(again, 'Alpha')).toContainText('Missing')
})

test('a song that is corrected stays so, and the bundled catalog comes back', async ({ stage }) => {
  const { page } = await stage.launch('--music', join(stage.folder, 'data'))
  await page.getByRole('button', { name: /^Never Back Down \(2008\)/ }).click()
  await row(page, 'Be Safe').click()
  await expect(page.getByText('Whether the album has it is unknown')).toBeVisible()
  await page.keyboard.press('e')
  await page.getByRole('radiogroup', { name: 'On the album' }).getByRole('radio', { name: 'Yes' }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('On the album · In the film')).toBeVisible()
  await page.getByRole('button', { name: 'Catalogs' }).click()
  await expect(page.getByText('20 songs · changed by you')).toBeVisible()
  await page.getByRole('button', { name: 'Undo your changes' }).click()
  await page.getByRole('button', { name: 'Really?' }).click()
  await expect(page.getByText('changed by you')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByText('Whether the album has it is unknown')).toBeVisible()
})

test('a session plays the track of a song where the song belongs, and says which it is', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  for (let i = 0; i < 6; i++) tone(music, `Other ${i}`, 140 + i, 40)
  tone(music, 'Alpha', 143, 40)
  mkdirSync(join(stage.folder, 'data', 'catalogs'), { recursive: true })
  const unknown = { year: null, album: null, onAlbum: null, inFilm: null, tempoAlt: null, duration: null, key: null, energy: null }
  const song = { id: 'alpha', title: 'Alpha', artist: 'Tones', role: 'work', tempo: null, ...unknown }
  writeFileSync(join(stage.folder, 'data', 'catalogs', 'film.json'), JSON.stringify({ id: 'film', name: 'Film', tracks: [song] }))
  writeFileSync(join(stage.folder, 'data', 'settings.json'), JSON.stringify({ preferences: { catalog: 'film' } }))
  const workout = join(stage.folder, 'short.json')
  writeFileSync(workout, JSON.stringify({ name: 'Short', prep: 3, rounds: 1, intervals: [{ work: 6, rest: 0 }] }))
  const report = join(stage.folder, 'report.json')

  const { page } = await stage.launch('--music', music, '--workout', workout, '--report', report)
  await expect(page.getByRole('button', { name: 'Film 1 of 1 found' })).toBeVisible()
  await page.keyboard.press(' ')
  // The gym reads title and artist; what they are to the catalog is told by the plan and the report.
  await expect(page.locator('footer .playing')).toHaveText('AlphaTones', { timeout: 20_000 })
  await expect.poll(() => { try { return (readJson(report) as { music: unknown[] }).music.length } catch { return 0 } }, { timeout: 30_000 }).toBeGreaterThan(0)
  const work = (readJson(report) as { music: { title: string; reason: string; start: number; end: number }[] }).music.filter(({ end }) => end > 4)
  expect(work.map(({ title }) => title)).toContain('Alpha')
  expect(work.find(({ title }) => title === 'Alpha')?.reason).toContain('soundtrack: Alpha')
})
