import { mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rangeOf, serveMedia } from '../../src/main/media'
import { temporaryFolder } from './folder'

const id = '0123456789abcdef'
const content = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251))

function library(name = 'a.mp3', bytes: Buffer = content) {
  const folder = temporaryFolder()
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const ask = (target: string, init: RequestInit = {}) => serveMedia(new Request(target, init), (asked) => (asked === id ? path : undefined))
  return { folder, path, ask, get: (init?: RequestInit) => ask(`app://roundhouse/media/${id}`, init) }
}
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())
const range = (Range: string) => ({ headers: { Range } })

describe('a track of the library', () => {
  it('is served whole, as bytes', async () => {
    const response = await library().get()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream', 'content-length': '1000', 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff',
    })
    expect(await bytesOf(response)).toEqual(content)
  })
  it('is served whole also where it is longer than one read', async () => {
    const large = Buffer.alloc(1_000_003, 7)
    expect((await bytesOf(await library('a.flac', large).get())).equals(large)).toBe(true)
  })
  it.each([
    ['bytes=0-9', 0, 9],
    ['bytes=990-', 990, 999],
    ['bytes=990-5000', 990, 999],
    ['bytes=-10', 990, 999],
    ['bytes=-5000', 0, 999],
  ])('is served in part for %s', async (header, first, last) => {
    const response = await library().get(range(header))
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Range')).toBe(`bytes ${first}-${last}/1000`)
    expect(response.headers.get('Content-Length')).toBe(String(last - first + 1))
    expect(await bytesOf(response)).toEqual(content.subarray(first, last + 1))
  })
  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('is refused with 416 for %s', async (header) => {
    const response = await library().get(range(header))
    expect(response.status).toBe(416)
    expect(response.headers.get('Content-Range')).toBe('bytes */1000')
  })
  it.each(['bytes=5-2', 'bytes=-', 'bytes=a-b', 'items=0-5', 'bytes=0-1,5-6'])('is served whole for %s, which is no range', async (header) => {
    expect((await library().get(range(header))).status).toBe(200)
  })
  it('is described without its content for HEAD', async () => {
    const response = await library().get({ method: 'HEAD' })
    expect(response.headers.get('Content-Length')).toBe('1000')
    expect(await bytesOf(response)).toHaveLength(0)
  })
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('is not there for %s', async (method) => {
    expect((await library().get({ method })).status).toBe(405)
  })
  it('may be empty', async () => {
    const { get } = library('a.mp3', Buffer.alloc(0))
    expect((await bytesOf(await get())).length).toBe(0)
    expect((await get(range('bytes=0-'))).status).toBe(416)
    expect(rangeOf('bytes=-1', 0)).toBe('unmet')
  })
})

describe('a file outside of the library is not served', () => {
  it.each([
    'app://roundhouse/media/fedcba9876543210',
    'app://roundhouse/media/',
    `app://roundhouse/media/${id}/..`,
    `app://roundhouse/media/${id}%00`,
    `app://roundhouse/media/${id}.mp3`,
    `app://roundhouse/media/${id.toUpperCase()}`,
    'app://roundhouse/media/../../../etc/passwd',
    'app://roundhouse/media/..%2f..%2f..%2fetc%2fpasswd',
    'app://roundhouse/media/%2e%2e/%2e%2e/etc/passwd',
    'app://roundhouse/media//etc/passwd',
    'app://roundhouse/media/%2fetc%2fpasswd',
    'app://roundhouse/media/file:///etc/passwd',
    'app://roundhouse/media/constructor',
  ])('%s', async (target) => {
    expect((await library().ask(target)).status).toBe(404)
  })
  it('when it took the place of a scanned one as a link', async () => {
    const { folder, path, get } = library()
    writeFileSync(join(folder, 'secret'), 'secret')
    rmSync(path)
    symlinkSync(join(folder, 'secret'), path)
    expect((await get()).status).toBe(404)
  })
  it('when a link took the place of the folder of a scanned one', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'album'))
    mkdirSync(join(folder, 'elsewhere'))
    const path = join(folder, 'album/a.mp3')
    writeFileSync(path, 'music')
    writeFileSync(join(folder, 'elsewhere/a.mp3'), 'secret')
    renameSync(join(folder, 'album'), join(folder, 'old'))
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'album'))
    expect((await serveMedia(new Request(`app://roundhouse/media/${id}`), () => path)).status).toBe(404)
  })
  it('when it is gone, or a folder now', async () => {
    const { path, get } = library()
    rmSync(path)
    expect((await get()).status).toBe(404)
    mkdirSync(path)
    expect((await get()).status).toBe(404)
  })
})

describe.runIf(process.platform === 'linux')('the file', () => {
  const openOf = (path: string) =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`) === path
      } catch {
        return false
      }
    }).length
  const large = Buffer.alloc(3_000_000)

  it('is closed when all of it was read', async () => {
    const { path, get } = library('a.mp3', large)
    await bytesOf(await get())
    expect(openOf(path)).toBe(0)
  })
  it('is closed when nobody reads on', async () => {
    const { path, get } = library('a.mp3', large)
    const reader = (await get()).body?.getReader()
    await reader?.read()
    expect(openOf(path)).toBe(1)
    await reader?.cancel()
    expect(openOf(path)).toBe(0)
  })
  it('is closed when the request is aborted', async () => {
    const { path, get } = library('a.mp3', large)
    const abort = new AbortController()
    await (await get({ signal: abort.signal })).body?.getReader().read()
    abort.abort()
    await expect.poll(() => openOf(path)).toBe(0)
  })
  it('is closed when its answer has no body', async () => {
    const { path, get } = library('a.mp3', large)
    await get({ method: 'HEAD' })
    await get(range('bytes=9999999-'))
    expect(openOf(path)).toBe(0)
  })
})
