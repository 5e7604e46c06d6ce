// What the processes of an application take, where /proc tells of them (Linux).
import fs from 'node:fs'

/**
 * A process of an application. `pss`: MB, with its part of what it shares; `own`: MB that nobody else has and no file; `cpu`: ms of processor time.
 * @typedef {{ pid: number, kind: string, pss: number, own: number, cpu: number }} Process
 */

/** /proc counts processor time in these, in ms. */
const tick = 10

/** The text of one of its files; '' where the process has ended. */
export const read = (/** @type {string} */ file) => {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/**
 * A process and all under it, itself first; none where the system does not tell. Any thread may have begun them, so all are looked through for their parents.
 * @param {number} pid
 * @returns {number[]}
 */
export function familyOf(pid) {
  if (process.platform !== 'linux') return []
  const parents = fs.readdirSync('/proc').flatMap((name) => {
    const parent = /^\d+$/.test(name) ? /^\d+ \(.*\) \S (\d+)/s.exec(read(`/proc/${name}/stat`))?.[1] : undefined
    return parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent) }]
  })
  /** @type {(one: number) => number[]} */
  const under = (one) => [one, ...parents.filter(({ parent }) => parent === one).flatMap((child) => under(child.pid))]
  return under(pid)
}

/**
 * Processor time of a process so far, in ms.
 * @param {number} pid
 */
export function cpuOf(pid) {
  const fields = /^\d+ \(.*\) (.*)$/s.exec(read(`/proc/${pid}/stat`))?.[1]?.split(' ') ?? []
  return tick * (Number(fields[11] ?? 0) + Number(fields[12] ?? 0))
}

/**
 * Chromium's word for what a process does: renderer, gpu-process, utility, zygote; main.
 * @param {number} pid
 */
export function kindOf(pid) {
  const words = read(`/proc/${pid}/cmdline`)
  const service = /--utility-sub-type=([\w.]+)/.exec(words)?.[1]?.split('.').at(0)
  return service ?? /--type=([\w-]+)/.exec(words)?.[1] ?? 'main'
}

/**
 * All processes of an application now.
 * @param {number} pid of its first
 * @returns {Process[]}
 */
export const processesOf = (pid) =>
  familyOf(pid).map((one) => {
    const rollup = read(`/proc/${one}/smaps_rollup`)
    const field = (/** @type {string} */ name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0) / 1024
    return { pid: one, kind: kindOf(one), pss: field('Pss'), own: field('Private_Dirty'), cpu: cpuOf(one) }
  })
