import type { ElectronApplication, Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SINK } from '../../scripts/desktop.mjs'
import { defaultPolicy } from '../../src/core/music/policy'
import { ReportSchema, type Report } from '../../src/core/report'
import { expect, ours, readJson, test, type Stage } from './support/app'
import { firstOnset, highPass, level, onset, rate, readCue } from './support/hearing'
import { writeTone } from './support/tone'

/** The pitch tells the second of the track, below all cues. */
const pitchAt = (second: number) => 60 + 10 * second
const workout = { name: 'Bells', prep: 3, rounds: 12, intervals: [{ work: 3, rest: 2 }] }

interface Session {
  readonly app: ElectronApplication
  readonly page: Page
  /** Stops it, and answers what it tells. */
  end(): Promise<Report>
}

/** A session of short rounds, so that there is a bell every few seconds, all of one track. */
async function begin(stage: Stage): Promise<Session> {
  const [music, data, plan, file] = ['music', 'data', 'workout.json', 'report.json'].map((name) => join(stage.folder, name)) as [string, string, string, string]
  mkdirSync(music)
  mkdirSync(data)
  writeTone(music, { name: 'Ladder', tempo: 140, seconds: 120, hertz: pitchAt })
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ version: 1, preferences: { crossfade: 0, music: { ...defaultPolicy, tempo: 'off' } } }))
  writeFileSync(plan, JSON.stringify(workout))
  const { app, page } = await stage.launch('--workout', plan, '--music', music, '--start', '--report', file)
  return {
    app,
    page,
    end: async () => {
      // The controls have gone away, since nobody moved.
      await page.mouse.move(300, 300)
      await page.getByRole('button', { name: 'Stop' }).click()
      await page.getByRole('button', { name: 'Press again to stop' }).click()
      await expect.poll(() => existsSync(file)).toBe(true)
      return ReportSchema.parse(readJson(file))
    },
  }
}

/** Waits for a phase of a round. */
const until = (page: Page, word: 'Work' | 'Rest', round: number) =>
  expect.poll(() => page.evaluate(() => `${document.querySelector('h1')?.textContent ?? ''} ${document.querySelector('.round b')?.textContent ?? ''}`), { intervals: [50] }).toBe(`${word} ${round}`)
const noSound = (page: Page) => page.locator('main').getByText('No sound:')

interface Heard {
  readonly sound: Float32Array
  /** Seconds of the test's clock at which it begins. */
  readonly begun: number
}

async function record(stage: Stage): Promise<() => Promise<Heard>> {
  const recording = await stage.record()
  const begun = performance.now() / 1000
  return async () => ({ sound: await recording.stop(), begun })
}

const cueOf = (kind: string) => highPass(readCue(ours(`resources/cues/fight-${kind}.wav`)))
type Bell = Report['cues'][number]
const bellsOf = ({ cues }: Report): readonly Bell[] => cues.filter(({ kind }) => kind === 'bell-start' || kind === 'bell-end')

/** Checks that the bells are in their places in a recording in which the plan begins at about `zero`; answers where it does. */
function expectBells({ sound }: Heard, bells: readonly Bell[], zero: number): number {
  const clear = highPass(sound)
  const began = bells.map(({ kind, planned }) => onset(clear, cueOf(kind), zero + planned - 0.4, zero + planned + 0.4) - planned)
  test.info().annotations.push({ type: 'bells', description: began.map((one) => `${(1000 * (one - began[0]!)).toFixed(1)} ms`).join(', ') })
  for (const one of began) expect(Math.abs(one - began[0]!)).toBeLessThanOrEqual(0.02)
  return began[0]!
}

/** Checks that the music is at its place at plan time `at`. */
function expectMusic({ sound }: Heard, { music }: Report, zero: number, at: number): void {
  const { offset, start } = music.find((one) => one.start <= at && at < one.end)!
  const place = offset + at - start
  const heard = (second: number) => level(sound, pitchAt(second), zero + at - 0.1, zero + at + 0.1)
  expect(heard(Math.floor(place))).toBeGreaterThan(0.005)
  expect(heard(Math.floor(place))).toBeGreaterThan(3 * heard(Math.floor(place) + 2))
}

/** The middle of a second of the track, no earlier than plan time `at`. */
const middleAfter = (at: number, { music }: Report): number => {
  const { offset, start } = music.find((one) => one.start <= at && at < one.end)!
  const place = offset + at - start
  return at + Math.ceil(place - 0.5) + 0.5 - place
}

/** Without a mend it comes back by itself. */
const harms: { readonly what: string; harm(stage: Stage, session: Session): unknown; mend?(stage: Stage): unknown }[] = [
  { what: 'sound server has died', harm: ({ sound }) => sound.crash(), mend: ({ sound }) => sound.restart() },
  {
    what: 'sound device has gone',
    harm: ({ env }) => execFileSync('pactl', ['unload-module', 'module-null-sink'], { env }),
    mend: ({ env }) => execFileSync('pactl', ['load-module', 'module-null-sink', `sink_name=${SINK}`, 'rate=48000', 'channels=2', 'norewinds=1'], { env }),
  },
  {
    what: 'audio service has died',
    harm: async (_stage, { app }) => {
      await app.evaluate(({ app: main }) => main.getAppMetrics().filter(({ serviceName }) => serviceName === 'audio.mojom.AudioService').forEach(({ pid }) => process.kill(pid, 'SIGKILL')))
    },
  },
]

for (const { what, harm, mend } of harms) {
  test(`after the ${what} in a session, bells and music are back in their places within 3 s, and the report tells which nobody heard`, async ({ stage }) => {
    const before = await record(stage)
    const session = await begin(stage)
    const { page } = session
    await until(page, 'Rest', 1)
    await harm(stage, session)
    await expect(noSound(page)).toBeVisible()
    const first = mend ? await before() : null
    if (mend) {
      await until(page, 'Work', 2)
      await mend(stage)
    }
    const back = performance.now() / 1000
    const after = mend ? await record(stage) : before
    await until(page, 'Work', 4)
    await expect(noSound(page)).toBeHidden()
    const report = await session.end()
    const second = await after()

    const begun = firstOnset(highPass((first ?? second).sound), cueOf('bell-start')) - workout.prep
    const bells = bellsOf(report)
    const lost = bells.filter(({ scheduled }) => scheduled === null)
    const since = bells.filter(({ planned }) => planned > (lost.at(-1)?.planned ?? 7))
    const zero = expectBells(second, since, begun + (first ?? second).begun - second.begun)
    const returned = back - second.begun - zero
    test.info().annotations.push({ type: 'lost', description: lost.map(({ planned }) => planned).join(', ') })
    // The one at 6 s was still on its way to the device when that went away, or not any more.
    expect([[], [8], [6, 8], [6]]).toContainEqual(lost.map(({ planned }) => planned))
    if (mend) expect(lost.length).toBeGreaterThan(0)
    expect(Math.max(0, ...lost.map(({ planned }) => planned))).toBeLessThan(returned + 3)
    expectMusic(second, report, zero, middleAfter(returned + 3, report))
    expectMusic(second, report, zero, middleAfter(since.at(-1)!.planned - 1.5, report))
  })
}

test('without a sound server a session says so, claims no bell, and is heard as soon as there is one', async ({ stage }) => {
  await stage.sound.crash()
  try {
    const session = await begin(stage)
    const { page } = session
    await until(page, 'Work', 1)
    await expect(noSound(page)).toBeVisible()
    await until(page, 'Rest', 1)
    await stage.sound.restart()
    const after = await record(stage)
    await expect(noSound(page)).toBeHidden({ timeout: 5000 })
    await until(page, 'Work', 3)
    const report = await session.end()
    const heard = await after()
    const bells = bellsOf(report)
    const lost = bells.filter(({ scheduled }) => scheduled === null).map(({ planned }) => planned)
    expect(lost.slice(0, 2)).toEqual([3, 6])
    const since = bells.filter(({ planned }) => !lost.includes(planned))
    expect(report.done.bells).toBe(since.length)
    const zero = firstOnset(highPass(heard.sound), cueOf(since[0]!.kind)) - since[0]!.planned
    expectBells(heard, since, zero)
    expect(heard.sound.length / rate).toBeGreaterThan(3)
  } finally {
    await stage.sound.crash()
    await stage.sound.restart()
  }
})
