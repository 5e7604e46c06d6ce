import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claim } from '../../src/main/claim'
import { temporaryFolder } from './folder'

describe('a start', () => {
  it('that has the lock is the first, and writes nothing to find out', () => {
    const folder = temporaryFolder()
    expect(claim(() => true, folder)).toEqual({ first: true, unwritable: null })
    expect(readdirSync(folder)).toEqual([])
  })
  it('that has no lock is not the first, where the folder can be written', () => {
    const folder = temporaryFolder()
    expect(claim(() => false, folder)).toEqual({ first: false })
    expect(readdirSync(folder)).toEqual([])
  })
  it('that has no lock because nothing can be written runs, and knows the reason', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    expect(claim(() => false, join(file, 'data'))).toEqual({ first: true, unwritable: 'ENOTDIR' })
  })
})
