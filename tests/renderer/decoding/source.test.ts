import { afterEach, describe, expect, it, vi } from 'vitest'
import { Gone, openSource } from '../../../src/renderer/decoding/source'

type Ask = (range: string | undefined) => Response | Promise<Response>
const serve = (ask: Ask) => vi.stubGlobal('fetch', async (_url: string, { method, headers }: { method?: string; headers?: { Range: string } }) => (method === 'HEAD' ? new Response(null, { headers: { 'Content-Length': '100' } }) : ask(headers?.Range)))
const broken = () => new Response(new ReadableStream({ pull: (stream) => stream.error(new Error('the disk is gone')) }), { status: 206 })
afterEach(() => void vi.unstubAllGlobals())

describe('a file that is read for its analysis', () => {
  it('gives what is asked for, and less only at its end', async () => {
    const asked: unknown[] = []
    serve((range) => (asked.push(range), new Response(new Uint8Array(10), { status: 206 })))
    const source = await openSource('a')
    expect([source.size, (await source.read(90, 120)).length, (await source.read(100, 120)).length, asked]).toEqual([100, 10, 0, ['bytes=90-99']])
  })
  it.each<[string, Ask]>([
    ['refused', () => new Response(null, { status: 404 })],
    ['shorter than it was', () => new Response(null, { status: 416 })],
    ['given whole, as something else now lies there', () => new Response(new Uint8Array(5), { status: 200 })],
    ['cut off while it is read', broken],
    ['not to be had at all', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('is gone where it is %s, which says nothing about what it holds', async (_what, ask) => {
    serve(ask)
    const source = await openSource('a')
    await expect(source.read(0, 10)).rejects.toBeInstanceOf(Gone)
  })
  it('is gone where it cannot be opened', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 404 }))
    await expect(openSource('a')).rejects.toBeInstanceOf(Gone)
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(openSource('a')).rejects.toThrow('gone')
  })
})
