import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { extractFromTar, extractZip } from '../../scripts/archive.mjs'
import { placeOf } from '../../scripts/registry.mjs'
import { folder } from './folder'
import { tgzOf, zipOf, type Entry } from './zip'

async function unpacked(entries: readonly Entry[], rename = (name: string): string | undefined => name): Promise<string> {
  const at = folder()
  writeFileSync(join(at, 'a.zip'), zipOf(entries))
  await extractZip(join(at, 'a.zip'), join(at, 'out'), rename)
  return join(at, 'out')
}

describe('a zip', () => {
  test('comes out with contents and modes, packed or stored or empty', async () => {
    const out = await unpacked([
      { name: 'top/', mode: 0o040755 },
      { name: 'top/run', body: 'x'.repeat(300_000), mode: 0o100755 },
      { name: 'top/deep/plain', body: 'stored', stored: true },
      { name: 'top/empty', stored: true },
    ])
    expect(readFileSync(join(out, 'top/run'), 'utf8')).toBe('x'.repeat(300_000))
    expect(statSync(join(out, 'top/run')).mode & 0o111).not.toBe(0)
    expect(statSync(join(out, 'top/deep/plain')).mode & 0o111).toBe(0)
    expect(readFileSync(join(out, 'top/deep/plain'), 'utf8')).toBe('stored')
    expect(statSync(join(out, 'top/empty')).size).toBe(0)
  })

  test('puts nothing outside its folder', async () => {
    for (const name of ['../outside', '/tmp/roundhouse-outside', 'a/../../outside']) {
      await expect(unpacked([{ name, body: 'x' }])).rejects.toThrow('outside the folder')
    }
  })

  test('with a symbolic link is refused', async () => {
    await expect(unpacked([{ name: 'link', body: '/etc/passwd', mode: 0o120777 }])).rejects.toThrow('not a plain file')
  })

  test('that is cut short, or none at all, is refused', async () => {
    const at = folder()
    const whole = zipOf([{ name: 'a', body: 'some text' }])
    for (const bytes of [whole.subarray(0, whole.length - 30), Buffer.from('text'), Buffer.alloc(0)]) {
      writeFileSync(join(at, 'a.zip'), bytes)
      await expect(extractZip(join(at, 'a.zip'), join(at, 'out'), (name) => name)).rejects.toThrow('not a zip file')
    }
  })

  test("leaves out what is Cypress's and keeps what is Electron's", async () => {
    const out = await unpacked(
      ['Cypress', 'libffmpeg.so', 'locales/en-US.pak', 'resources/app/index.js', 'browser_v8_context_snapshot.bin'].map((name) => ({
        name: `Cypress/${name}`,
        body: name,
      })),
      placeOf,
    )
    const there = ['electron', 'libffmpeg.so', 'locales/en-US.pak', 'Cypress', 'resources', 'browser_v8_context_snapshot.bin'].filter((name) => existsSync(join(out, name)))
    expect(there).toEqual(['electron', 'libffmpeg.so', 'locales/en-US.pak'])
  })
})

describe('a member of a .tgz', () => {
  test('comes out whole, wherever it stands and however long it is', async () => {
    const at = folder()
    const members = [0, 1, 511, 512, 513, 700_000].map((length) => ({ name: `package/${length}`, body: Buffer.alloc(length, 'abc') }))
    writeFileSync(join(at, 'a.tgz'), tgzOf(members))
    for (const { name, body } of members) {
      await extractFromTar(join(at, 'a.tgz'), name, join(at, 'out'))
      expect(readFileSync(join(at, 'out')).equals(body)).toBe(true)
    }
  })

  test('that is not there is an error', async () => {
    const at = folder()
    writeFileSync(join(at, 'a.tgz'), tgzOf([{ name: 'package/a', body: Buffer.from('a') }]))
    await expect(extractFromTar(join(at, 'a.tgz'), 'package/b', join(at, 'out'))).rejects.toThrow('holds no whole package/b')
  })
})
