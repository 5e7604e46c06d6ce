import type { Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, ours, test } from './support/app'
import type { Player } from './support/player'
import { layRuler, marksIn, placeOnRuler, slotOf } from './support/ruler'

declare global {
  interface Window {
    readonly player: Player
  }
}

const names = ['vbr.mp3', 'vbr-without-header.mp3', 'aac.m4a', 'opus.opus', 'vorbis.ogg', 'flac.flac'] as const
/** Seconds of a ruler: its second half is where a table of 100 places is far off. */
const places = [0.5, 47.13, 345.678, 555.5, 770.1]

/** What plays, as a script. */
async function player(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, target: 'chrome130', assetsInlineLimit: 0, lib: { entry: ours('tests/app/support/player.ts'), name: 'player', formats: ['iife'] } },
  })
  if (!Array.isArray(result)) throw new Error('nothing was built')
  const script = result[0]!.output[0]
  return script.code
}

async function tracks(page: Page): Promise<Map<string, string>> {
  const list = () => page.evaluate(async () => (await window.roundhouse.call('library.changes', { since: 0 })).tracks.map(({ file, id }) => [file, id] as const))
  await expect.poll(async () => (await list()).length, { timeout: 30_000 }).toBe(names.length)
  return new Map(await list())
}

test('any place of a track of 13 minutes is heard within 20 ms of its time, in every format, on a deck and in the library', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  for (const name of names) layRuler(music, name)
  const { page } = await stage.launch('--music', music)
  const ids = await tracks(page)
  await page.evaluate(() => window.roundhouse.call('analysis.pause', { paused: true }))
  await page.evaluate(await player())
  await page.evaluate(() => window.player.context.resume())
  const recording = await stage.record()
  const asked: { name: string; place: number; how: string }[] = []
  const ready: number[] = []
  for (const name of names) {
    for (const place of places) {
      ready.push(await page.evaluate(([id, at]) => window.player.deck(id, at, 1, 1.5), [ids.get(name)!, place] as const))
      asked.push({ name, place, how: 'deck' })
    }
    const { said } = await page.evaluate(([id, at]) => window.player.audition(id, at, 1.9), [ids.get(name)!, places[3]! + 3] as const)
    asked.push({ name, place: said, how: 'audition' })
  }
  const sound = await recording.stop()
  const marks = marksIn(sound)
  expect(marks).toHaveLength(asked.length)
  const errors = asked.map(({ name, place, how }, i) => ({ name, place, how, error: 1000 * (placeOnRuler(sound, marks[i]!, slotOf(name)) - place) }))
  const worst = (how: string) => Math.max(...errors.filter((one) => one.how === how).map(({ error }) => Math.abs(error)))
  test.info().annotations.push({ type: 'deck', description: `worst ${worst('deck').toFixed(2)} ms, ready within ${(1000 * Math.max(...ready)).toFixed(0)} ms` }, { type: 'audition', description: `worst ${worst('audition').toFixed(2)} ms` })
  if (process.env.RULER) console.log(await page.evaluate(() => window.player.context.sampleRate))
  if (process.env.RULER) console.log(errors.map(({ name, place, how, error }) => `${name} ${how} ${place.toFixed(2)} ${error.toFixed(2)}`).join('\n'), ready.map((one) => Math.round(1000 * one)).join(' '))
  expect(worst('deck')).toBeLessThanOrEqual(20)
  expect(worst('audition')).toBeLessThanOrEqual(20)
})
