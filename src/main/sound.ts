import { app } from 'electron'

/** Chromium's own name of the process that plays the sound of all pages. */
const service = 'audio.mojom.AudioService'
/** It is dead within this time, or cannot be ended. */
const patienceMs = 1000

/** Ends the process that plays the sound of all pages. Chromium starts another one as soon as a page wants to be heard. */
export async function restartSound(): Promise<void> {
  const pids = app.getAppMetrics().flatMap(({ serviceName, pid }) => (serviceName === service ? [pid] : []))
  if (pids.length === 0) return
  const gone = new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(late)
      app.off('child-process-gone', hear)
      resolve()
    }
    const hear = (_event: unknown, details: { readonly serviceName?: string }) => details.serviceName === service && done()
    const late = setTimeout(done, patienceMs)
    app.on('child-process-gone', hear)
  })
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It is gone by itself.
    }
  }
  await gone
}
