import { constants } from 'node:fs'
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises'

/** Read at a time, in bytes. */
const chunk = 256 * 1024

const refuse = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers: { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...headers } })

/** First and last byte of a Range header (RFC 9110, 14.1.2); null for all of it, 'unmet' where it can't be met. */
export function rangeOf(header: string | null, size: number): { first: number; last: number } | null | 'unmet' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  // An unknown unit, several ranges and nonsense may be ignored: the whole file is then the answer.
  if (!match || (match[1] === '' && match[2] === '')) return null
  const [from, to] = [match[1] ?? '', match[2] ?? '']
  if (from === '') return Number(to) === 0 || size === 0 ? 'unmet' : { first: Math.max(0, size - Number(to)), last: size - 1 }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return null
  return first >= size ? 'unmet' : { first, last }
}

/**
 * Opens a file that was scanned at `path`, a real path. Undefined where something else is there now: no regular file, or
 * a link put in place of the file or of a folder above it. Checked on the open file, so that nothing can be swapped in later.
 */
async function openScanned(path: string): Promise<{ file: FileHandle; size: number } | undefined> {
  let file: FileHandle | undefined
  try {
    // O_NONBLOCK: a pipe put in the file's place must not hold us up. Windows has neither flag.
    file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    const [opened, there, real] = await Promise.all([file.stat(), lstat(path), realpath(path)])
    if (opened.isFile() && real === path && opened.ino === there.ino && opened.dev === there.dev) return { file, size: opened.size }
  } catch {
    // Gone, or not ours to read: the same answer as for an unknown id.
  }
  await file?.close()
  return undefined
}

/** The bytes [first, last] of a file, which is closed when they are read, when nobody wants them any more, or on an error. */
function bytesOf(file: FileHandle, first: number, last: number, signal: AbortSignal): ReadableStream<Uint8Array> {
  let at = first
  let open = true
  const close = async () => {
    if (!open) return
    open = false
    await file.close()
  }
  signal.addEventListener('abort', () => void close(), { once: true })
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const buffer = new Uint8Array(Math.min(chunk, last - at + 1))
          const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
          if (bytesRead === 0) throw new Error('the file became shorter while it was read')
          at += bytesRead
          controller.enqueue(buffer.subarray(0, bytesRead))
          if (at <= last) return
          await close()
          controller.close()
        } catch (error) {
          await close()
          controller.error(error)
        }
      },
      cancel: close,
    },
    { highWaterMark: 1 },
  )
}

/**
 * Answers a request for /media/<id>. Only files that the library holds are served, by id; ranges are met, because without
 * them a media element can't seek.
 * @param pathOf the real path of a track's file as it was scanned
 */
export async function serveMedia(request: Request, pathOf: (id: string) => string | undefined): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { Allow: 'GET, HEAD' })
  const id = /^\/media\/([0-9a-f]{16})$/.exec(new URL(request.url).pathname)?.[1]
  const path = id === undefined ? undefined : pathOf(id)
  const opened = path === undefined ? undefined : await openScanned(path)
  if (!opened) return refuse(404)
  const { file, size } = opened

  const range = rangeOf(request.headers.get('Range'), size)
  if (range === 'unmet') {
    await file.close()
    return refuse(416, { 'Content-Range': `bytes */${size}` })
  }
  const { first, last } = range ?? { first: 0, last: size - 1 }
  const headers = new Headers({
    // What it is, its content says.
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(last - first + 1),
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  if (range) headers.set('Content-Range', `bytes ${first}-${last}/${size}`)
  const status = range ? 206 : 200
  if (request.method === 'HEAD' || size === 0) {
    await file.close()
    return new Response(null, { status, headers })
  }
  return new Response(bytesOf(file, first, last, request.signal), { status, headers })
}
