/** No call may hold up the main process for longer, in ms: a frame of 60 Hz. */
export const frame = 16

/**
 * A stretch between two looks of a timer of 1 ms, all in ms: how long it was, how much of it the thread was at work, and how much it was
 * ready but waited for a core. The rest it slept: it had nothing to do, or what wakes it waited for a core. Both are 0 but on Linux.
 * @typedef {{ ms: number, ran: number, waited: number }} Stretch
 * @typedef {{ p99: number, longest: Stretch, busiest: number, long: number, longAtWork: number }} Held busiest: the most work in a stretch; long: stretches over a frame
 */

/**
 * Watches the event loop of the main process from the inside.
 * @param {import('@playwright/test').ElectronApplication} app
 * @returns {Promise<() => Promise<Held>>} ends it
 */
export async function watchLoop(app) {
  await app.evaluate(() => {
    const { readFileSync } = process.getBuiltinModule('node:fs')
    // The main thread's own: nanoseconds on a core, and waiting for one (kernel.org, scheduler/sched-stats.txt).
    const spent = () => (process.platform === 'linux' ? readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ').map((ns) => Number(ns) / 1e6) : [0, 0])
    /** @type {Stretch[]} */
    const stretches = []
    let at = performance.now()
    let [ranTill = 0, waitedTill = 0] = spent()
    const timer = setInterval(() => {
      const now = performance.now()
      const [ran = 0, waited = 0] = spent()
      stretches.push({ ms: now - at, ran: ran - ranTill, waited: waited - waitedTill })
      at = now
      ranTill = ran
      waitedTill = waited
    }, 1)
    Object.assign(globalThis, { looked: () => (clearInterval(timer), stretches) })
  })
  return async () => heldIn(await app.evaluate(() => /** @type {any} */ (globalThis).looked()))
}

/** @returns {Held} */
function heldIn(/** @type {Stretch[]} */ stretches) {
  const none = { ms: 0, ran: 0, waited: 0 }
  const sorted = stretches.toSorted((a, b) => a.ms - b.ms)
  const long = stretches.filter(({ ms }) => ms > frame)
  return {
    p99: sorted[Math.floor(0.99 * sorted.length)]?.ms ?? 0,
    longest: sorted.at(-1) ?? none,
    busiest: Math.max(0, ...stretches.map(({ ran }) => ran)),
    long: long.length,
    longAtWork: long.filter(({ ran }) => ran > frame).length,
  }
}
