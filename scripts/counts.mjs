/**
 * What a part of the tests came to.
 * @typedef {{ passed: number, failed: number, skipped: string[] }} Counts skipped: the tests' names
 */

/** A part that has no tests of its own counts as one. */
export function single(/** @type {boolean} */ good) {
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: [] }
}

/**
 * What vitest's JSON report comes to. A file that could not even be loaded has no tests and counts as one
 * failure, and so does a run that failed outside of any test.
 * @param {any} report undefined when there is none
 * @param {number | null} status the run's exit status
 * @returns {Counts}
 */
export function ofVitest(report, status) {
  const tests = (report?.testResults ?? []).flatMap((/** @type {any} */ file) => file.assertionResults)
  const broken = (report?.testResults ?? []).filter(
    (/** @type {any} */ file) => file.status === 'failed' && !file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  )
  const having = (/** @type {string[]} */ ...states) => tests.filter((/** @type {any} */ test) => states.includes(test.status))
  return whole(status, {
    passed: having('passed').length,
    failed: having('failed').length + broken.length,
    skipped: having('skipped', 'pending', 'todo', 'disabled').map((/** @type {any} */ test) => test.fullName),
  })
}

/**
 * What Playwright's JSON report comes to; a test that passed only when it was tried again is no pass.
 * @param {any} report undefined when there is none
 * @param {number | null} status the run's exit status
 * @returns {Counts}
 */
export function ofPlaywright(report, status) {
  /** @type {{ title: string, status: string }[]} */
  const tests = []
  const walk = (/** @type {any} */ suite) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) tests.push({ title: spec.title, status: test.status })
    }
    for (const inner of suite.suites ?? []) walk(inner)
  }
  for (const suite of report?.suites ?? []) walk(suite)
  const having = (/** @type {string[]} */ ...states) => tests.filter((test) => states.includes(test.status))
  return whole(status, {
    passed: having('expected').length,
    failed: having('unexpected', 'flaky').length,
    skipped: having('skipped').map((test) => test.title),
  })
}

/** A run that failed without a failed test has failed all the same. */
function whole(/** @type {number | null} */ status, /** @type {Counts} */ counts) {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** @returns {Counts} */
export function sum(/** @type {Counts[]} */ all) {
  return {
    passed: all.reduce((total, one) => total + one.passed, 0),
    failed: all.reduce((total, one) => total + one.failed, 0),
    skipped: all.flatMap((one) => one.skipped),
  }
}
