import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, ours, readJson, test } from './support/app'

interface Track {
  readonly file: string
  readonly tempo: number | null
  readonly beats: readonly number[]
  readonly drops: readonly { readonly time: number }[]
  readonly cpuSeconds: number | null
  readonly error: string | null
}
interface Report {
  readonly tracks: readonly Track[]
  readonly realtimeFactor: number | null
}
interface Truth {
  readonly file: string
  readonly tempo: number
  readonly firstBeat: number
}

const OCTAVES = [1, 2, 1 / 2]
/** How far a time is from the nearest point of the true grid, in seconds. */
const offGrid = (time: number, { tempo, firstBeat }: Truth, octave: number): number => {
  const period = 60 / (tempo * octave)
  const place = (time - firstBeat) / period
  return Math.abs(place - Math.round(place)) * period
}
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN

test('--analyze finds tempo and beats of the demo tracks, costs a broken file only itself, and makes nothing twice', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(join(music, 'sub'), { recursive: true })
  for (const name of readdirSync(ours('resources/demo'))) if (!name.endsWith('.json')) copyFileSync(ours(`resources/demo/${name}`), join(music, name))
  writeFileSync(join(music, 'sub', 'broken.mp3'), 'this is no music '.repeat(500))
  const file = join(stage.folder, 'report.json')

  const first = await stage.run('--analyze', music, '--report', file)
  expect(first.code).toBe(0)
  expect(first.out).toBe('')
  const report = readJson(file) as Report
  const truths = (readJson(ours('resources/demo/truth.json')) as { tracks: Truth[] }).tracks
  for (const truth of truths) {
    const track = report.tracks.find((one) => one.file === truth.file)
    const octave = OCTAVES.find((ratio) => Math.abs((track?.tempo ?? 0) / (truth.tempo * ratio) - 1) <= 0.001)
    expect(octave, `${truth.file}: ${track?.tempo} for ${truth.tempo} BPM`).toBeDefined()
    expect(middle(track!.beats.map((beat) => offGrid(beat, truth, octave!))), truth.file).toBeLessThan(0.02)
    expect(track?.cpuSeconds).toBeGreaterThan(0)
  }
  expect(report.tracks.find((one) => one.file === 'sub/broken.mp3')).toMatchObject({ tempo: null, error: 'not an audio file that can be read' })
  expect(report.realtimeFactor).toBeGreaterThan(20)

  const second = await stage.run('--analyze', music, '--report', file)
  expect(second.code).toBe(0)
  expect(second.err).toContain(`${truths.length + 1} of ${truths.length + 1} files are known already`)
  expect(readJson(file)).toEqual(report)
})

test('--analyze has status 1 where nothing worked, and 2 where there is no folder', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  writeFileSync(join(music, 'broken.wav'), 'RIFF no')
  const file = join(stage.folder, 'report.json')
  const { code } = await stage.run('--analyze', music, '--report', file)
  expect(code).toBe(1)
  expect((readJson(file) as Report).tracks).toMatchObject([{ file: 'broken.wav', error: expect.any(String) }])
  expect((await stage.run('--analyze', join(stage.folder, 'nowhere'), '--report', file)).code).toBe(2)
})

test('Ctrl-C keeps what is done, in the report and for the next run', async ({ stage }) => {
  const file = join(stage.folder, 'report.json')
  const child = await stage.spawn('--analyze', ours('resources/demo'), '--report', file)
  const closed = new Promise<number | null>((done) => child.once('close', done))
  await new Promise<void>((seen) => {
    child.stderr?.on('data', (text: Buffer) => /^\d+\/\d+ /m.test(text.toString()) && seen())
  })
  child.kill('SIGINT')
  expect(await closed).toBe(0)
  const { tracks } = readJson(file) as Report
  expect(tracks.length).toBeGreaterThan(0)
  expect(tracks.every(({ error }) => error === null)).toBe(true)
  const again = await stage.run('--analyze', ours('resources/demo'), '--report', file)
  expect(again.err).toMatch(/files are known already/)
  expect((readJson(file) as Report).tracks).toHaveLength(8)
})

test('one piece gives the same beats as MP3, AAC, Opus, FLAC and WAV', async ({ stage }) => {
  const file = join(stage.folder, 'report.json')
  expect((await stage.run('--analyze', ours('tests/app/files/formats'), '--report', file)).code).toBe(0)
  const { tracks } = readJson(file) as Report
  expect(tracks).toHaveLength(5)
  const wav = tracks.find((one) => one.file === 'piece.wav')!
  expect(wav.beats.length).toBeGreaterThan(40)
  for (const { file: name, beats, tempo } of tracks) {
    expect(tempo, name).toBe(wav.tempo)
    expect(Math.abs(beats.length - wav.beats.length), name).toBeLessThanOrEqual(1)
    for (const [i, beat] of beats.slice(0, 40).entries()) expect(Math.abs(beat - wav.beats[i]!), `${name}, beat ${i}`).toBeLessThan(0.005)
  }
})
