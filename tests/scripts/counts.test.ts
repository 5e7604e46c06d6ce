import { expect, test } from 'vitest'
import { ofPlaywright, ofVitest, single, sum } from '../../scripts/counts.mjs'

const unit = (status: string, fullName = status): { status: string; fullName: string } => ({ status, fullName })

test('unit tests count as they ended, and the skipped are named and count as neither', () => {
  const report = { testResults: [{ status: 'failed', assertionResults: [unit('passed'), unit('failed'), unit('skipped', 'a b'), unit('todo', 'c')] }] }
  expect(ofVitest(report, 1)).toEqual({ passed: 1, failed: 1, skipped: ['a b', 'c'] })
})

test('a test file that cannot be loaded is a failure, and so is a run that left no report', () => {
  const report = { testResults: [{ status: 'failed', assertionResults: [] }, { status: 'passed', assertionResults: [unit('passed')] }] }
  expect(ofVitest(report, 1)).toEqual({ passed: 1, failed: 1, skipped: [] })
  expect(ofVitest(undefined, 1).failed).toBe(1)
  expect(ofPlaywright(undefined, null).failed).toBe(1)
})

test('a run that failed without a failed test is a failure', () => {
  expect(ofVitest({ testResults: [{ status: 'passed', assertionResults: [unit('passed')] }] }, 1)).toEqual({ passed: 1, failed: 1, skipped: [] })
})

test("the application's tests count through all suites, and a flaky one is a failure", () => {
  const spec = (status: string): object => ({ title: status, tests: [{ status }] })
  const report = { suites: [{ specs: [spec('expected')], suites: [{ specs: [spec('unexpected'), spec('flaky')], suites: [{ specs: [spec('skipped'), spec('expected')] }] }] }] }
  expect(ofPlaywright(report, 1)).toEqual({ passed: 2, failed: 2, skipped: ['skipped'] })
})

test('parts add up', () => {
  expect(sum([single(true), single(false), { passed: 3, failed: 0, skipped: ['x'] }])).toEqual({ passed: 4, failed: 1, skipped: ['x'] })
})
