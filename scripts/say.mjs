/** An expected failure: one sentence for the user with the mend in it. Everything else is a bug. */
export class Failure extends Error {}

/** Tells the user what goes on: on stderr, since stdout belongs to the application. */
export function say(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Shows how far something long has come: a line that is redrawn on a terminal, a line each quarter
 * elsewhere.
 * @param {string} label
 * @param {number} total bytes
 * @param {{ write(text: string): unknown, isTTY?: boolean }} out
 */
export function progress(label, total, out = process.stderr) {
  let shown = -1
  const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(0)
  return {
    /** @param {number} done bytes */
    show(done) {
      const percent = Math.min(100, Math.floor((100 * done) / total))
      const step = out.isTTY ? percent : Math.floor(percent / 25) * 25
      if (step <= shown) return
      shown = step
      const text = `${label} ${step} % of ${megabytes(total)} MB`
      out.write(out.isTTY ? `\r${text}` : `${text}\n`)
    },
    end() {
      if (out.isTTY && shown >= 0) out.write('\r\x1b[K')
    },
  }
}

/**
 * Runs a command of ours to its end: a Failure becomes its sentence and exit status 1.
 * @param {() => Promise<number | void>} command resolves to the exit status, 0 when void
 */
export async function run(command) {
  try {
    process.exitCode = (await command()) ?? 0
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
