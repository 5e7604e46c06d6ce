import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runApplication } from './application.mjs'
import { root } from './place.mjs'
import { say } from './say.mjs'

/**
 * What a machine without a screen shows of Roundhouse: a short workout to the demo tracks, its timeline in
 * the terminal, its report and a picture of each phase in demo/.
 * @param {string} electron
 * @param {Record<string, string>} env of the virtual desktop
 * @returns {Promise<number>} the exit status
 */
export async function demonstrate(electron, env) {
  say('There is no display here, so this is a demonstration on a virtual one: a workout of about a minute.')
  const folder = path.join(root, 'demo')
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder)
  const userData = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-demo-'))
  const workout = path.join(root, 'resources', 'workouts', 'demo.json')
  const report = path.join(folder, 'report.json')
  try {
    const status = await runApplication(
      electron,
      ['--workout', workout, '--start', '--fullscreen', '--report', report, '--pictures', folder, '--quit-when-done', '--user-data', userData],
      env,
    )
    const made = fs.readdirSync(folder).toSorted()
    if (made.length > 0) say(`In ${folder}: ${made.join(', ')}.`)
    return status
  } finally {
    fs.rmSync(userData, { recursive: true, force: true })
  }
}
