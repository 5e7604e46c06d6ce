import type { Page } from '@playwright/test'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultPolicy } from '../../src/core/music/policy'
import { ReportSchema, type Report } from '../../src/core/report'
import { expect, readJson, test, type Stage } from './support/app'
import { level, longestGap, rate } from './support/hearing'
import { writeTone } from './support/tone'

/** Low enough to lie below all cues, and far enough apart to be told from each other. */
const pitches = { first: 100, coming: 160, other: 220 } as const
type Name = keyof typeof pitches
const names = Object.keys(pitches) as Name[]
const digits = '[role=timer]'

interface Heard {
  readonly sound: Float32Array
  readonly report: Report
}

/** Two rounds of 40 s with a cut between them, so that the second one's track is not read before 10 s; `play` is done with the session once the first round runs. */
async function perform(stage: Stage, play: (page: Page, coming: string) => Promise<void>): Promise<Heard> {
  const [music, data, workout, file] = ['music', 'data', 'workout.json', 'report.json'].map((name) => join(stage.folder, name)) as [string, string, string, string]
  mkdirSync(music)
  mkdirSync(data)
  for (const name of names) writeTone(music, { name, tempo: 140, seconds: 50, hertz: () => pitches[name] })
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ version: 1, preferences: { crossfade: 0, music: { ...defaultPolicy, tempo: 'off' } } }))
  writeFileSync(workout, JSON.stringify({ name: 'Two', rounds: 2, intervals: [{ work: 40 }], scheme: 'quiet' }))
  const { page } = await stage.launch('--workout', workout, '--music', music, '--report', file)
  const tracks = () => page.evaluate(async () => (await window.roundhouse.call('library.changes', { since: 0 })).tracks.map(({ id, title }) => [title, id] as const))
  await expect.poll(async () => (await tracks()).length).toBe(names.length)
  const ids = Object.fromEntries(await tracks())
  await page.evaluate(async (locks) => {
    const chosen = (await window.roundhouse.call('workouts.list')).find(({ from }) => from === 'command-line')
    await window.roundhouse.call('setlist.keep', { workout: chosen?.id ?? '', draft: { seed: 1, edits: { locks, banned: [], drops: [] } } })
  }, [{ segment: 0, track: ids['first']! }, { segment: 1, track: ids['coming']! }])
  const recording = await stage.record()
  await page.keyboard.press('Space')
  await expect(page.locator(digits)).toHaveText('0:38', { timeout: 20_000 })
  await play(page, join(music, 'coming.wav'))
  // The controls have gone away, since nobody moved.
  await page.mouse.move(300, 300)
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Press again to stop' }).click()
  await expect.poll(() => existsSync(file)).toBe(true)
  return { sound: await recording.stop(), report: ReportSchema.parse(readJson(file)) }
}

/** The seconds of the recording at which a track is heard. */
function heardAt(sound: Float32Array, name: Name): number[] {
  const step = 0.02
  const count = Math.floor(sound.length / rate / step) - 3
  return Array.from({ length: count }, (_, i) => i * step).filter((at) => level(sound, pitches[name], at, at + 0.06) > 0.02)
}

/** What went wrong with tracks; the sound device of a busy machine may have its own troubles. */
const errorsOf = ({ events }: Report) => events.flatMap((event) => (event.kind === 'error' && event.message.includes('.wav') ? [event.message] : []))

/** The other track plays after the first, and of the coming one nothing is heard but an error. @returns when the two are heard, in seconds of the recording */
function expectReplaced({ sound, report }: Heard): { first: number[]; other: number[] } {
  expect(errorsOf(report)).toEqual([expect.stringMatching(/^coming\.wav: /)])
  expect(report.music.map(({ title }) => title)).toEqual(['first', 'other'])
  const [first, other] = [heardAt(sound, 'first'), heardAt(sound, 'other')]
  expect(heardAt(sound, 'coming')).toEqual([])
  expect(other.length).toBeGreaterThan(50)
  return { first, other }
}

test('a track whose file goes away while the session runs is replaced before it is due, and nobody hears it', async ({ stage }) => {
  const heard = await perform(stage, async (page, coming) => {
    rmSync(coming)
    for (let i = 0; i < 3; i++) await page.keyboard.press('+')
    await expect(page.locator(digits)).toHaveText('0:36')
  })
  const { first } = expectReplaced(heard)
  // From 5 s before the second round to 3 s after it has begun.
  const join = first.at(-1)!
  test.info().annotations.push({ type: 'gap', description: `${(1000 * longestGap(heard.sound, join - 5, join + 3, 0.005)).toFixed(0)} ms` })
  expect(longestGap(heard.sound, join - 5, join + 3, 0.005)).toBeLessThan(0.05)
})

test('a track that turns out to be broken when it is due at once is replaced within 2 s', async ({ stage }) => {
  const heard = await perform(stage, async (page, coming) => {
    writeFileSync(coming, 'this is no audio any more')
    await page.keyboard.press('ArrowRight')
    await expect(page.locator(digits)).toHaveText('0:36')
  })
  const { first, other } = expectReplaced(heard)
  const silence = other[0]! - first.at(-1)!
  test.info().annotations.push({ type: 'replaced', description: `${(1000 * silence).toFixed(0)} ms after the last was heard` })
  expect(silence).toBeLessThanOrEqual(2)
})
