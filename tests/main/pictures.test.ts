import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { throttled } from '../../src/main/library/throttle'
import { takePictures } from '../../src/main/pictures'
import { temporaryFolder } from './folder'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a picture is taken of each segment the first time, when it has settled, and one at the end', async () => {
  const folder = temporaryFolder()
  let screen = 'start'
  const pictures = takePictures(folder, async () => Buffer.from(screen), (error) => expect.unreachable(String(error)))
  const play = async (index: number, phase: string, ms: number) => {
    screen = `${index} ${phase}`
    pictures.segment(index, phase)
    await vi.advanceTimersByTimeAsync(ms)
  }
  await play(0, 'prep', 5000)
  await play(1, 'work', 400)
  await play(2, 'rest', 5000)
  await play(1, 'work', 5000)
  await play(1, 'work', 5000)
  await play(10, 'cooldown', 100)
  screen = 'end'
  const finished = pictures.finish()
  await vi.advanceTimersByTimeAsync(1000)
  await finished
  const names = readdirSync(folder).sort()
  expect(names).toEqual(['01-prep.png', '02-work.png', '03-rest.png', '04-finish.png'])
  expect(names.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['0 prep', '1 work', '2 rest', 'end'])
})

it('a picture that cannot be taken is told, and costs nothing else', async () => {
  const failed: unknown[] = []
  const pictures = takePictures(temporaryFolder(), () => Promise.reject(new Error('no window')), (error) => failed.push(error))
  const finished = pictures.finish()
  await vi.advanceTimersByTimeAsync(1000)
  await finished
  expect(failed).toHaveLength(1)
})

it('news in a burst comes at once, then at most once in the time, the last of it too', () => {
  let count = 0
  const tell = throttled(() => count++, 250)
  for (let i = 0; i < 100; i++) tell()
  expect(count).toBe(1)
  vi.advanceTimersByTime(250)
  expect(count).toBe(2)
  vi.advanceTimersByTime(10_000)
  expect(count).toBe(2)
  tell()
  expect(count).toBe(3)
})
