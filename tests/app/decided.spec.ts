import type { Page } from '@playwright/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, readJson, test } from './support/app'
import { writeTone } from './support/tone'

const catalog = 'never-back-down'

interface Matched {
  readonly tracks: readonly { readonly title: string; readonly state: string; readonly file: string | null; readonly reasons: readonly string[] }[]
}
interface Planned {
  readonly segments: readonly { readonly music: readonly { readonly file: string; readonly title: string; readonly tempo: number; readonly reasons: readonly string[] }[] }[]
}

/** The ids of the tracks by their files, once all of them are there. */
async function idsOf(page: Page, count: number): Promise<Record<string, string>> {
  const read = () => page.evaluate(async () => Object.fromEntries((await window.roundhouse.call('library.changes', { since: 0 })).tracks.map(({ file, id }) => [file, id])))
  await expect.poll(async () => Object.keys(await read()).length).toBe(count)
  return read()
}

test('what the user has said of songs and tracks counts for --match and --plan as it does for a session', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  const fast = ['Someday', 'Alpha', 'Beta', 'Gamma']
  for (const [i, name] of fast.entries()) writeTone(music, { name, tempo: 140 + i, seconds: 70, hertz: () => 200 + 50 * i })
  const files = fast.map((name) => `${name}.wav`)
  const { app, page } = await stage.launch('--music', music)
  const ids = await idsOf(page, files.length)
  await page.evaluate(async ({ catalog, ids: [someday, alpha, beta, gamma] }) => {
    const { call } = window.roundhouse
    await call('soundtrack.decide', { catalog, song: 'someday', say: { kind: 'not', file: someday! } })
    await call('soundtrack.decide', { catalog, song: 'false-pretense', say: { kind: 'pick', file: alpha! } })
    await call('soundtrack.decide', { catalog, song: 'wolf-like-me', say: { kind: 'pick', file: someday! } })
    await call('soundtrack.decide', { catalog, song: 'wolf-like-me', say: { kind: 'unlink' } })
    await call('track.edit', { id: gamma!, title: 'Teenagers', artist: 'My Chemical Romance', tempo: 150 })
    for (const id of [someday, alpha]) await call('track.edit', { id: id!, tempo: 145 })
    await call('track.mark', { ids: [beta!], mark: 'banned' })
  }, { catalog, ids: files.map((file) => ids[file]!) })
  await app.close()

  const matching = join(stage.folder, 'match.json')
  const matched = await stage.run('--match', music, '--report', matching)
  expect(matched.code, matched.err).toBe(0)
  const { tracks } = readJson(matching) as Matched
  const song = (title: string) => tracks.find((one) => one.title === title)
  expect(song('Someday')).toMatchObject({ state: 'none', file: null })
  expect(song('False Pretense')).toMatchObject({ state: 'strong', file: 'Alpha.wav', reasons: ['you picked it'] })
  expect(song('Wolf Like Me')).toMatchObject({ state: 'none', file: null, reasons: ['you said that none is it'] })
  // Its length is another one, so it is offered only; by its own title it would not be.
  expect(song('Teenagers')).toMatchObject({ state: 'ambiguous', file: 'Gamma.wav' })

  const workout = join(stage.folder, 'workout.json')
  writeFileSync(workout, JSON.stringify({ name: 'Three', rounds: 3, intervals: [{ work: 60, rest: 0 }] }))
  const setlist = join(stage.folder, 'setlist.json')
  const planned = await stage.run('--plan', '--workout', workout, '--music', music, '--report', setlist)
  expect(planned.code, planned.err).toBe(0)
  const played = (readJson(setlist) as Planned).segments.flatMap((segment) => segment.music)
  const mapped = Object.fromEntries(played.map(({ file, reasons }) => [file, reasons.find((reason) => reason.startsWith('soundtrack: '))]))
  expect(mapped).toEqual({ 'Alpha.wav': 'soundtrack: False Pretense', 'Gamma.wav': undefined, 'Someday.wav': undefined })
  expect(played.map(({ title, tempo }) => `${title} ${tempo}`).toSorted()).toEqual(['Alpha 145', 'Someday 145', 'Teenagers 150'])
})
