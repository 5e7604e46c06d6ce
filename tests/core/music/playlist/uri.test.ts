import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { fileOf, uriOf } from '../../../../src/core/music/playlist/uri'

describe('a path as a URI', () => {
  test.each([
    ['/m/a b.mp3', 'file:///m/a%20b.mp3'],
    ['/m/#1 Hits?/100%.mp3', 'file:///m/%231%20Hits%3F/100%25.mp3'],
    ['/m/Motörhead/ß.mp3', 'file:///m/Mot%C3%B6rhead/%C3%9F.mp3'],
    ['/m/a\\b:c\n.mp3', 'file:///m/a%5Cb%3Ac%0A.mp3'],
    ['C:\\Music\\#1 Ü.mp3', 'file:///C:/Music/%231%20%C3%9C.mp3'],
    ['\\\\nas\\my music\\a.mp3', 'file://nas/my%20music/a.mp3'],
    ['../rock & pop/a;b,c.mp3', '../rock%20%26%20pop/a%3Bb%2Cc.mp3'],
    ['a: b.mp3', 'a%3A%20b.mp3'],
    ['https://host/a b?x=1&y=ü#z%20', 'https://host/a%20b?x=1&y=%C3%BC#z%20'],
  ])('%s is %s', (file, uri) => {
    expect(uriOf(file)).toBe(uri)
  })

  const name = fc.string({ unit: fc.oneof(fc.constantFrom('#', '?', '%', ' ', '%2', '%41', ':', '|', '&', '\n', '.', '~', "'"), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), minLength: 1, maxLength: 20 })
  const names = (unlike: RegExp) => fc.array(name.filter((one) => !unlike.test(one) && !one.includes('\0')), { minLength: 1, maxLength: 5 })
  const paths = fc.oneof(
    names(/\//).map((all) => `/${all.join('/')}`),
    names(/\//).map((all) => all.join('/')),
    names(/[/\\]/).map((all) => `D:\\${all.join('\\')}`),
    names(/[/\\]/).map((all) => `\\\\nas\\${all.join('\\')}`),
  )
  it('is all in signs that a URI may have, and gives the same path again, whatever its names', () => {
    fc.assert(
      fc.property(paths, (path) => {
        expect(uriOf(path)).toMatch(/^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})+$/)
        expect(fileOf(uriOf(path))).toBe(path)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a URI as a path', () => {
  test.each([
    ['file://localhost/Users/me/a%20b.mp3', '/Users/me/a b.mp3'],
    ['file://localhost/C:/Music/a%20b.mp3', 'C:\\Music\\a b.mp3'],
    ['file:/m/a.mp3', '/m/a.mp3'],
    ['FILE:///c|/m/a.mp3', 'c:\\m\\a.mp3'],
    ['file://C:/m/a.mp3', 'C:\\m\\a.mp3'],
    ['file:///m/50%25 %zz caf%E9.mp3', '/m/50% %zz caf%E9.mp3'],
    ['https://host/a%20b.mp3', 'https://host/a%20b.mp3'],
    ['C:\\Music\\100%20.mp3', 'C:\\Music\\100%20.mp3'],
  ])('%s is %s', (uri, file) => {
    expect(fileOf(uri)).toBe(file)
  })
})
