import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, readJson, test } from './support/app'
import { writeTone } from './support/tone'

test('--match finds the songs of a soundtrack in a folder, without a window, and again when nothing has changed', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(join(music, 'The Cribs'), { recursive: true })
  writeTone(join(music, 'The Cribs'), { name: 'Be Safe', tempo: 120, seconds: 3, hertz: () => 200 })
  writeTone(music, { name: 'Nothing of the kind', tempo: 120, seconds: 3, hertz: () => 300 })
  for (const run of ['first', 'second']) {
    const { code, err } = await stage.run('--match', music, '--report', join(stage.folder, `${run}.json`))
    expect([code, err]).toEqual([0, expect.stringContaining('in 2 files')])
  }
  const report = readJson(join(stage.folder, 'first.json')) as { catalog: string; tracks: { title: string; state: string; file: string | null; distance: number | null; reasons: string[]; others: unknown[] }[] }
  expect(report.catalog).toBe('never-back-down')
  expect(report.tracks.find(({ title }) => title === 'Be Safe')).toMatchObject({ file: 'The Cribs/Be Safe.wav', state: expect.stringMatching(/strong|ambiguous/) })
  expect(report.tracks.filter(({ state }) => state === 'none').every(({ file }) => file === null)).toBe(true)
  expect(readJson(join(stage.folder, 'second.json'))).toEqual(report)
})

test('--match says what is wrong with a catalog', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  const { code, err } = await stage.run('--match', music, '--report', join(stage.folder, 'r.json'), '--catalog', 'rocky')
  expect([code, err]).toEqual([2, expect.stringContaining("'rocky'")])
})

test('--match looks for the songs of a playlist, and says what of it was left out', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  writeTone(music, { name: 'Be Safe', tempo: 120, seconds: 3, hertz: () => 200 })
  const list = join(stage.folder, 'list.csv')
  writeFileSync(list, 'Title,Artist,Duration\nBe Safe,,soon\n,Nobody,\nNot There,Nobody,3:20\n')
  const { code, err } = await stage.run('--match', music, '--report', join(stage.folder, 'r.json'), '--catalog', list)
  expect([code, err]).toEqual([0, expect.stringContaining('Left out: 1 song and 1 value\nline 2: "soon" is no length\nline 3: there is no title\n')])
  expect(readJson(join(stage.folder, 'r.json'))).toMatchObject({ tracks: [{ title: 'Be Safe', file: 'Be Safe.wav' }, { title: 'Not There', state: 'none' }] })
})
