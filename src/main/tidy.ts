import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What has to be quick at a start is over then, in ms. */
const firstMs = 500
/** Some 30 ms of work each time. */
const everyMs = 60_000

function collectGarbage(): void {
  // No other way to the collector does without a switch on the command line.
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (how: object) => void
  // As where memory has run out: what is free goes back to the system, too (v8/src/extensions/gc-extension.cc).
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/**
 * Collects the garbage of this process while a session runs, that is while it is on: a start leaves 20 MB, for which V8 itself comes after
 * half a minute of quiet, and what a session tells every half second gathers in a nursery of up to 48 MB.
 */
export function createTidy(collect: () => void = collectGarbage): (on: boolean) => void {
  let timer: NodeJS.Timeout | undefined
  const tidy = (): void => {
    collect()
    timer = setTimeout(tidy, everyMs)
  }
  return (on) => {
    clearTimeout(timer)
    if (on) timer = setTimeout(tidy, firstMs)
  }
}
