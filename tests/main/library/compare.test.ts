import { describe, expect, it } from 'vitest'
import { createComparison, type Known } from '../../../src/main/library/compare'
import type { Found } from '../../../src/main/library/scan'

const found = (path: string, size = 1): Found => ({ id: path, path, file: path, size, modifiedMs: 0 })
const known = (path: string, more: Partial<Known> = {}): Known => ({ found: found(path), again: false, ...more })
const readable = { unread: [], problem: null, device: 1 }

function compared(before: readonly Known[], now: readonly Found[], scan: Partial<typeof readable> | { unread: string[] } = {}, device: number | null = 1) {
  const comparison = createComparison((path) => before.find((one) => one.found.path === path))
  now.forEach((one) => comparison.see(one))
  const { kept, fresh, gone, away } = comparison.end(before, { ...readable, ...scan }, device)
  const paths = (some: readonly Known[]) => some.map(({ found: { path } }) => path)
  return { kept: paths(kept), fresh: fresh.map(({ path }) => path), gone: paths(gone), away: paths(away) }
}

describe('what a scan says', () => {
  it('of files that are there, changed, new and gone', () => {
    expect(compared([known('/a'), known('/b'), known('/c')], [found('/a'), found('/b', 2), found('/d')])).toEqual({ kept: ['/a'], fresh: ['/b', '/d'], gone: ['/c'], away: [] })
  })
  it('of a file that should be read again', () => {
    expect(compared([known('/a', { again: true })], [found('/a')])).toMatchObject({ kept: [], fresh: ['/a'] })
  })
  it('of a folder in it that may not be read: its files are away, not gone', () => {
    expect(compared([known('/x/a'), known('/xy/b')], [], { unread: ['/x'] })).toMatchObject({ gone: ['/xy/b'], away: ['/x/a'] })
  })
  it('of a place where a drive was taken out: everything is away', () => {
    expect(compared([known('/a')], [], { device: 2 })).toMatchObject({ gone: [], away: ['/a'] })
  })
  it('of a folder that was emptied, or that is on another drive with files in it: what is missing is gone', () => {
    expect(compared([known('/a')], [])).toMatchObject({ gone: ['/a'] })
    expect(compared([known('/a')], [found('/b')], { device: 2 })).toMatchObject({ gone: ['/a'] })
    expect(compared([known('/a')], [], {}, null)).toMatchObject({ gone: ['/a'] })
  })
})
