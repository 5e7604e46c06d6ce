import './version.mjs'
import { runApplication, sandboxTrouble } from './application.mjs'
import { buildIfStale } from './build.mjs'
import { demonstrate } from './demonstration.mjs'
import { openDesktop } from './desktop.mjs'
import { Failure, run } from './say.mjs'
import { hasDisplay, setUp } from './setup.mjs'

/** Sets up, builds what is stale, and opens the application: on a virtual desktop if there is no other. */
await run(async () => {
  const options = process.argv.slice(2)
  const { electron } = await setUp()
  const trouble = sandboxTrouble(electron)
  if (trouble) throw new Failure(trouble)
  await buildIfStale(electron)
  if (hasDisplay()) return runApplication(electron, options)

  const desktop = await openDesktop({ width: 1920, height: 1080 })
  try {
    return await (options.length > 0 ? runApplication(electron, options, desktop.env) : demonstrate(electron, desktop.env))
  } finally {
    await desktop.close()
  }
})
