import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { own } from '../core/own'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wav': 'audio/wav',
}

/** Everything comes from our own origin; nothing is evaluated, framed or sent anywhere. */
export const policy = [
  "default-src 'none'",
  // For the stretcher of renderer/audio, which is WebAssembly; no text becomes a script by it.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The one of renderer/trusted.ts.
  'trusted-types default',
].join('; ')

export interface Places {
  /** The built pages. */
  readonly renderer: string
  readonly cues: string
}

/** The file that a path of our origin names; undefined where it names none of ours. */
export function fileOf(pathname: string, { renderer, cues }: Places): string | undefined {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return undefined
  }
  if (path.includes('\0') || path.includes('\\')) return undefined
  const cue = /^\/cues\/([a-z0-9-]+\.wav)$/.exec(path)?.[1]
  if (cue) return join(cues, cue)
  const file = join(renderer, path === '/' ? 'index.html' : path)
  return file.startsWith(renderer + sep) && own(types, extname(file)) ? file : undefined
}

/** Answers a request for a page, a part of one, or a cue sound. */
export async function servePage(request: Request, places: Places): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } })
  const file = fileOf(new URL(request.url).pathname, places)
  const headers = {
    'Content-Type': own(types, extname(file ?? '')) ?? 'text/plain',
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  }
  try {
    if (file) return new Response(new Uint8Array(await readFile(file)), { headers })
  } catch {
    // Not there: the answer says so.
  }
  return new Response('not found', { status: 404, headers })
}
