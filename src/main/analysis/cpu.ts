import { app } from 'electron'
import { readFileSync } from 'node:fs'

/** Ticks a second of /proc: fixed at 100 for user space (proc(5)). */
const ticks = 100

/** CPU time of one of our processes with all its threads, user and system, in seconds; null where it can't be told. */
export function cpuSecondsOf(pid: number): number | null {
  const total = app.getAppMetrics().find((one) => one.pid === pid)?.cpu.cumulativeCPUUsage
  if (total !== undefined) return total
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / ticks
  } catch {
    return null
  }
}
