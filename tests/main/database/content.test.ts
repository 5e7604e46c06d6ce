import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openBytes } from '../../../src/main/bytes'
import { contentOf } from '../../../src/main/database/content'
import { mp3, wav } from '../files'
import { temporaryFolder } from '../folder'

const tags = { TIT2: 'Song' }

/** Databases hold these names: another way to make them would lose every analysis and correction. */
it.each([
  ['a long file', wav(20), 'ff779996e1365f260ee9754c31d6724e'],
  ['a long file with a tag before it', mp3(300, { tags }), 'd90c1cf26f3f18a93c661a3ee303a395'],
  ['a short one between two tags', Buffer.concat([mp3(30, { tags }), Buffer.from('TAG'.padEnd(128, '\0'))]), '2ac4fa9989273811f6ee515717fd605c'],
  ['a byte', Buffer.from('x'), 'edb5a0581f72f33913cbac823ba453e4'],
])('%s has the name that it always had', (_what, content, name) => {
  const path = join(temporaryFolder(), 'x')
  writeFileSync(path, content)
  const bytes = openBytes(path)
  expect(contentOf(bytes)).toBe(name)
  bytes.close()
})
