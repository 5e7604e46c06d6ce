import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
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
  it('that has no lock is not the first where a process that lives has it, also on a disk that is full; one that is gone has none', () => {
    const folder = temporaryFolder()
    // Where the probe would be written there is a folder already.
    mkdirSync(join(folder, `.roundhouse-${process.pid}`))
    symlinkSync(`host-${process.pid}`, join(folder, 'SingletonLock'))
    expect(claim(() => false, folder)).toEqual({ first: false })
    rmSync(join(folder, 'SingletonLock'))
    symlinkSync('host-999999999', join(folder, 'SingletonLock'))
    expect(claim(() => false, folder)).toEqual({ first: true, unwritable: 'EISDIR' })
  })
  it('that has no lock because nothing can be written runs, and knows the reason', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    expect(claim(() => false, join(file, 'data'))).toEqual({ first: true, unwritable: 'ENOTDIR' })
  })
})
