import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileOf, policy, servePage } from '../../src/main/pages'
import { temporaryFolder } from './folder'

function house() {
  const folder = temporaryFolder()
  const places = { renderer: join(folder, 'renderer'), cues: join(folder, 'cues') }
  mkdirSync(join(places.renderer, 'assets'), { recursive: true })
  mkdirSync(places.cues)
  writeFileSync(join(places.renderer, 'index.html'), '<p>')
  writeFileSync(join(places.renderer, 'assets/a.js'), '1')
  writeFileSync(join(places.cues, 'fight-bell.wav'), 'RIFF')
  writeFileSync(join(folder, 'secret.json'), '{}')
  return { places, get: (path: string, init?: RequestInit) => servePage(new Request(`app://roundhouse${path}`, init), places) }
}

describe('our origin', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', '<p>'],
    ['/index.html', 'text/html; charset=utf-8', '<p>'],
    ['/assets/a.js', 'text/javascript; charset=utf-8', '1'],
    ['/cues/fight-bell.wav', 'audio/wav', 'RIFF'],
  ])('serves %s under the content security policy', async (path, type, text) => {
    const response = await house().get(path)
    expect([response.status, response.headers.get('Content-Type'), await response.text()]).toEqual([200, type, text])
    expect(response.headers.get('Content-Security-Policy')).toBe(policy)
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  })
  it.each([
    '/nothing.html', '/..%2fsecret.json', '/%2e%2e%2fsecret.json', '/assets/..%2f..%2fsecret.json', '/..%5csecret.json', '/cues/..%2fsecret.json',
    '/cues/x%2f..%2ffight-bell.wav', '/assets', '/%00', '/index.html%00.js', '/%zz', '//etc/passwd', '/C:/secret.json',
  ])('has nothing at %s', async (path) => {
    expect((await house().get(path)).status).toBe(404)
  })
  it('names no file outside of its folders, however the path is written', () => {
    const { places } = house()
    for (const path of ['/../secret.json', '/assets/../../secret.json', '/../renderer2/x.js']) expect(fileOf(path, places)).toBeUndefined()
  })
  it('is read only', async () => expect((await house().get('/', { method: 'POST' })).status).toBe(405))
  it('lets no code in that is not its own', () => {
    expect(policy).toContain("default-src 'none'")
    // WebAssembly of ours may run; text may not become a script.
    expect(policy.replace("'wasm-unsafe-eval'", '')).not.toMatch(/unsafe|\*|http/)
  })
})
