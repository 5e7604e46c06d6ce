import { copyFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, ours, readJson, test } from './support/app'
import { writeTone } from './support/tone'

test('the page reaches neither Node, nor another host, nor a file outside the library', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  const tone = writeTone(music, { name: 'Tone', tempo: 120, seconds: 10, hertz: () => 200 })
  const secret = join(stage.folder, 'secret.mp3')
  writeFileSync(secret, 'secret')
  symlinkSync(secret, join(music, 'link.mp3'))
  const { page } = await stage.launch('--music', music)
  await expect.poll(() => page.evaluate(() => window.roundhouse.call('library.changes', { since: 0 }).then(({ tracks }) => tracks.length)), { timeout: 20_000 }).toBe(1)

  const reached = await page.evaluate(async (path) => {
    const [track] = (await window.roundhouse.call('library.changes', { since: 0 })).tracks
    const id = track?.id ?? ''
    const status = (url: string) => fetch(url).then(({ status }) => status, () => 'refused')
    const media = [
      `/media/../../../../../../${path}`,
      `/media/${encodeURIComponent(`../../../..${path}`)}`,
      `/media/%2e%2e%2f%2e%2e%2f${path}`,
      `/media/${path}`,
      `/media/${id}/../../${path}`,
      `/media/${id}%00`,
      '/media/0123456789abcdef',
      `/media/link.mp3`,
      '/../package.json',
      '/%2e%2e/%2e%2e/package.json',
    ]
    return {
      own: await status(`/media/${id}`),
      range: await fetch(`/media/${id}`, { headers: { Range: 'bytes=44-47' } }).then(async (answer) => [answer.status, answer.headers.get('Content-Range')?.split('/')[0], (await answer.arrayBuffer()).byteLength]),
      unmet: await fetch(`/media/${id}`, { headers: { Range: 'bytes=99999999-' } }).then(({ status }) => status),
      media: await Promise.all(media.map(status)),
      other: await Promise.all(['https://example.com/', 'http://127.0.0.1:9/', `file://${path}`, 'data:text/plain,x'].map(status)),
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
      evaluated: await Promise.resolve().then(() => Function('return 1')() as number).catch(() => 'refused'),
      opened: window.open('https://example.com/') === null,
    }
  }, secret)
  expect(reached.own).toBe(200)
  expect(reached.range).toEqual([206, 'bytes 44-47', 4])
  expect(reached.unmet).toBe(416)
  for (const status of reached.media) expect([400, 403, 404, 'refused']).toContain(status)
  expect(reached.other).toEqual(['refused', 'refused', 'refused', 'refused'])
  expect(reached.node).toEqual([])
  expect(reached.evaluated).toBe('refused')
  expect(reached.opened).toBe(true)

  // A link that is put in the place of a file of the library later on.
  renameSync(tone, `${tone}.old`)
  symlinkSync(secret, tone)
  expect(await page.evaluate(async () => (await fetch(`/media/${(await window.roundhouse.call('library.changes', { since: 0 })).tracks[0]?.id}`)).status)).toBe(404)

  const before = page.url()
  await page.evaluate(() => location.assign('https://example.com/')).catch(() => {})
  expect(page.url()).toBe(before)
})

test('no text becomes a script, and no script comes from elsewhere', async ({ stage }) => {
  const { page } = await stage.launch()
  const outcomes = await page.evaluate(() => {
    const outcome = (work: () => unknown) => {
      try {
        work()
        return 'worked'
      } catch (error) {
        return (error as Error).name
      }
    }
    const script = document.createElement('script')
    return [
      outcome(() => (document.createElement('div').innerHTML = '<b>x</b>')),
      outcome(() => (script.text = '1')),
      outcome(() => (script.src = 'https://example.com/x.js')),
      outcome(() => new Worker('https://example.com/x.js')),
      outcome(() => new Worker('data:text/javascript,1')),
      outcome(() => (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes.createPolicy('mine', {})),
    ]
  })
  expect(outcomes).toEqual(Array(6).fill('TypeError'))
})

test('a call of a wrong shape or from a wrong sender is refused', async ({ stage }) => {
  const { app, page } = await stage.launch()
  const refusals = await page.evaluate(() => {
    const call = window.roundhouse.call as (name: string, args?: unknown) => Promise<unknown>
    const outcome = (name: string, args?: unknown) => call(name, args).then(() => 'worked', (error: Error) => error.message)
    return Promise.all([
      outcome('preferences.set', { duck: 900 }),
      outcome('preferences.set', 'everything'),
      outcome('session.ended', { report: {} }),
      outcome('analysis.done', { id: 'x', result: { failed: 'no' } }),
      outcome('shell.open', '/'),
    ])
  })
  for (const refusal of refusals) expect(refusal).not.toBe('worked')
  expect(refusals[0]).toMatch(/duck/)

  // A foreign page in a window of its own, with our preload: the address decides.
  const foreign = await app.evaluate(async ({ BrowserWindow, app: electron }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, preload: `${electron.getAppPath()}/out/preload/index.cjs` } })
    await window.loadURL('about:blank')
    const outcome = (await window.webContents.executeJavaScript(
      "window.roundhouse ? window.roundhouse.call('library.changes', { since: 0 }).then(() => 'worked', (error) => error.message) : 'no bridge'",
    )) as string
    window.destroy()
    return outcome
  })
  expect(foreign).not.toBe('worked')
})

test('damaged settings, folders and files lose nothing and are named', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  const data = join(stage.folder, 'data')
  mkdirSync(join(music, '日本語 "quoted"'), { recursive: true })
  mkdirSync(data)
  writeFileSync(join(data, 'settings.json'), '{ "preferences": { "duck": 7')
  copyFileSync(ours('resources/demo/truth.json'), join(music, 'text.mp3'))
  writeFileSync(join(music, 'empty.mp3'), '')
  writeTone(join(music, '日本語 "quoted"'), { name: 'new\nline', tempo: 140, seconds: 30, hertz: () => 300 })
  const demo = (readJson(ours('resources/demo/truth.json')) as { tracks?: { file: string }[] } & { file: string }[])
  const mp3 = (demo.tracks ?? demo).map(({ file }) => file).find((file) => file.endsWith('.mp3')) as string
  const whole = await import('node:fs').then(({ readFileSync }) => readFileSync(ours(`resources/demo/${mp3}`)))
  writeFileSync(join(music, 'truncated.mp3'), whole.subarray(0, whole.length / 2))

  const { page } = await stage.launch('--music', music)
  await expect.poll(() => page.evaluate(() => window.roundhouse.call('library.status').then(({ scanning, tracks }) => !scanning && tracks)), { timeout: 20_000 }).toBe(2)
  const { tracks, status, notices } = await page.evaluate(async () => ({
    tracks: (await window.roundhouse.call('library.changes', { since: 0 })).tracks,
    status: await window.roundhouse.call('library.status'),
    notices: (await window.roundhouse.call('launch')).notices,
  }))
  expect(tracks.map(({ title }) => title)).toContainEqual(expect.stringMatching(/new.line/))
  expect(status.problems.map(({ file }) => file).toSorted()).toEqual(['empty.mp3', 'text.mp3'])
  for (const { reason } of status.problems) expect(reason).not.toBe('')
  expect(notices.join()).toMatch(/settings/i)
  await expect(page.getByText(/settings/i).first()).toBeVisible()

  // The folder vanishes: the app says so, keeps running, and finds it again.
  renameSync(music, `${music}-away`)
  await page.evaluate(() => window.roundhouse.call('library.rescan'))
  await expect.poll(() => page.evaluate(() => window.roundhouse.call('library.status').then(({ folders }) => folders[0]?.problem ?? null))).not.toBeNull()
  renameSync(`${music}-away`, music)
  await page.evaluate(() => window.roundhouse.call('library.rescan'))
  await expect.poll(() => page.evaluate(() => window.roundhouse.call('library.status').then(({ folders }) => folders[0]?.tracks))).toBe(2)
  rmSync(music, { recursive: true })
})
