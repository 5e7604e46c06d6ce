// Stands in for the default app that Electron's own distribution brings: runs the application whose
// folder is the first argument that is no option.
//
// It has to be an ES module that awaits the application: Electron holds back 'ready' until the entry
// has been evaluated, so what must happen before 'ready' (registerSchemesAsPrivileged) still can.
import { app } from 'electron'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
try {
  if (given === undefined) throw new Error('no application folder was given')
  const folder = path.resolve(given)
  const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  app.setAppPath(folder)
  app.name = about.productName ?? about.name
  app.setVersion(about.version)
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  await import(pathToFileURL(path.resolve(folder, about.main ?? 'index.js')).href)
} catch (error) {
  console.error(error)
  app.exit(1)
}
