import type { Page } from '@playwright/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, ours, test } from './support/app'
import { jittered } from './support/jitter'
import type { Player } from './support/player'
import { marksIn, placeOnRuler, ruler, slotOf } from './support/ruler'

declare global {
  interface Window {
    readonly player: Player
  }
}

/** LAME puts so much silence before the sound; where no header says so it is a part of it. */
const delay = 1105 / 44_100
const tracks = [
  { file: 'vbr.mp3', of: 'vbr.mp3', begins: 0 },
  { file: 'vbr-without-header.mp3', of: 'vbr-without-header.mp3', begins: delay },
  { file: 'cbr.mp3', of: 'cbr.mp3', begins: 0 },
  { file: 'aac.m4a', of: 'aac.m4a', begins: 0 },
  { file: 'jitter.m4a', of: 'aac.m4a', begins: 0 },
  { file: 'opus.opus', of: 'opus.opus', begins: 0 },
  { file: 'vorbis.ogg', of: 'vorbis.ogg', begins: 0 },
  { file: 'flac.flac', of: 'flac.flac', begins: 0 },
] as const
/** Seconds of a track; near its end a table of 100 places is far off. */
const places = [0.5, 447.13, 730.1]

/** What plays, as a script. */
async function player(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, target: 'chrome130', assetsInlineLimit: 0, lib: { entry: ours('tests/app/support/player.ts'), name: 'player', formats: ['iife'] } },
  })
  if (!Array.isArray(result)) throw new Error('nothing was built')
  return result[0]!.output[0].code
}

async function idsOf(page: Page): Promise<Map<string, string>> {
  const list = () => page.evaluate(async () => (await window.roundhouse.call('library.changes', { since: 0 })).tracks.map(({ file, id }) => [file, id] as const))
  await expect.poll(async () => (await list()).length, { timeout: 30_000 }).toBe(tracks.length)
  return new Map(await list())
}

test('any place of a track of 13 minutes is heard at its time, in every format, on a deck, after the device lost a moment, and in the library', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  for (const { file, of } of tracks) writeFileSync(join(music, file), file === of ? ruler(of) : jittered(ruler(of)))
  const { page } = await stage.launch('--music', music)
  const ids = await idsOf(page)
  await page.evaluate(() => window.roundhouse.call('analysis.pause', { paused: true }))
  await page.evaluate(await player())
  const recording = await stage.record()
  const asked: { how: string; file: string; of: string; place: number; later: number }[] = []
  const ready: number[] = []
  for (const { file, of, begins } of tracks) {
    const id = ids.get(file)!
    const ask = (how: string, place: number, later = 0) => asked.push({ how, file, of, place: place - begins, later })
    for (const place of places) {
      ready.push(await page.evaluate(([track, at]) => window.player.deck(track, at, 1.3), [id, place] as const))
      ask('deck', place)
    }
    // Half-way it is told to be heard 64 ms earlier.
    await page.evaluate(([track]) => window.player.deck(track, 600, 2.6, -0.064), [id] as const)
    ask('moved', 601.5 + 0.064, 1.5)
    ask('audition', await page.evaluate(([track]) => window.player.audition(track, 400, 1.9), [id] as const))
  }
  const sound = await recording.stop()
  const marks = marksIn(sound)
  expect(marks).toHaveLength(asked.length)
  const errors = asked.map(({ how, file, of, place, later }, i) => ({ how, file, place, error: placeOnRuler(sound, marks[i]! + later, slotOf(of)) - place }))
  const worst = ['deck', 'moved', 'audition'].map((how) => `${how} ${(1000 * Math.max(...errors.filter((one) => one.how === how).map(({ error }) => Math.abs(error)))).toFixed(2)} ms`)
  test.info().annotations.push({ type: 'worst', description: worst.join(', ') }, { type: 'ready', description: `within ${(1000 * Math.max(...ready)).toFixed(0)} ms` })
  expect(errors.filter(({ error }) => Math.abs(error) > 0.02)).toEqual([])
})
