import { readdirSync, readFileSync } from 'node:fs'
import { build } from 'vite'
import { expect, ours, readJson, test } from './support/app'
import type { Answer, Difference } from './support/decoding'

declare global {
  interface Window {
    readonly examine: (base64: string) => Promise<Answer>
  }
}

/** What ffmpeg decodes of each file, in seconds; null for what nobody here can play. */
const truth = readJson(ours('tests/zoo/truth.json')) as Record<string, number | null>

/** The judge of files and the decoder of its pieces as one script, for any page. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false, logLevel: 'error', publicDir: false,
    build: { write: false, target: 'chrome130', rolldownOptions: { input: ours('tests/app/support/decoding.ts'), output: { format: 'iife' } } },
  })
  const { output } = built as { output: readonly { readonly code?: string }[] }
  return output[0]?.code ?? ''
}

test('every file of the zoo is as long as ffmpeg has it, and the same from wherever and in whatever pieces it is decoded', async ({ stage }) => {
  const { page } = await stage.launch()
  await page.evaluate(await bundle())
  const answers = new Map<string, Answer>()
  for (const name of readdirSync(ours('tests/zoo'))) {
    if (name in truth) answers.set(name, await page.evaluate((base64) => window.examine(base64), readFileSync(ours(`tests/zoo/${name}`)).toString('base64')))
  }
  expect(answers.size).toBe(Object.keys(truth).length)
  const wrong: unknown[] = []
  for (const [name, seconds] of Object.entries(truth)) {
    const answer = answers.get(name)!
    const good = seconds === null ? 'failed' in answer && answer.failed.includes('cannot be played here') : !('failed' in answer) && [answer.told, answer.decoded].every((length) => Math.abs(length - seconds) <= 0.03) && [answer.pieces, ...answer.places].every((one) => same(one, name))
    if (!good) wrong.push({ name, seconds, answer })
  }
  expect(wrong).toEqual([])
})

/** A step of 16 bits, to which the decoder of MP3 rounds by chance. */
const STEP = 1.01 / 32_768
/** AAC fills bands with noise that is another in each piece, so that only its places can be compared. */
const noisy = (name: string): boolean => /aac|^m4|^mp4-(quick|with)/.test(name)
const same = ({ length, largest, shift }: Difference, name: string): boolean => length === 0 && shift === 0 && (noisy(name) || largest <= STEP)
