import { app, ipcMain, shell, type WebContents } from 'electron'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ANALYSER_VERSION } from '../core/music/analyse'
import { leastHeard } from '../core/summary'
import { createAnalyst } from './analysis/analyst'
import { createAnalysisPage } from './analysis/page'
import { bundled, catalogPlaces, type Start } from './begin'
import { askFolders, askPlaylist, askSave, askWorkout } from './dialogs'
import { closeOrderly, createEnding, obeySignals } from './ending'
import { openJournal } from './journal'
import { connectStore } from './database/link'
import createDatabase from './database/thread?nodeWorker'
import { raiseFence } from './fence'
import { createHandlers } from './handlers'
import { openChannels, send } from './ipc'
import { createDrops } from './library/drops'
import { createLibrary } from './library/library'
import { readFiles } from './library/readers'
import { throttled } from './library/throttle'
import { createWatchWith } from './library/watch'
import { log } from './log'
import { takePictures } from './pictures'
import { createAwake, onSuspend } from './power'
import { serveOrigin } from './protocol'
import { reviveAfterCrash } from './revive'
import { followSessions } from './sessions'
import { openCabinet } from './soundtrack/cabinet'
import { createSoundtrack } from './soundtrack/soundtrack'
import { bringForward, openWindow, removeMenu } from './window'

/** A page hears of a change of the library this often at most, in ms. */
const newsMs = 250
/** Files in analysis at the same time: each takes up to 150 MB. */
const atOnce = Math.min(8, availableParallelism())

/** Builds the running app: makes the parts and connects them. Comes once the app is ready. */
export function openRoundhouse({ options, request, settings }: Start): void {
  const { out, resources } = bundled()
  const preload = join(out, 'preload', 'index.cjs')
  const awake = createAwake()
  const ending = createEnding(settings, () => {
    library.close()
    return analyst.close()
  })

  const store = connectStore(createDatabase({ workerData: { folder: app.getPath('userData'), version: ANALYSER_VERSION } }))
  const library = createLibrary({
    store,
    createWatch: createWatchWith(),
    demoFolder: join(resources, 'demo'),
    readTags: readFiles,
    changed: throttled(() => {
      soundtrack.stale()
      const status = library.status()
      send(contents, 'library.changed', status)
      // Both want the whole machine: first what is there, then what is in it.
      if (!status.scanning) void analyst.wake()
    }, newsMs),
  })
  const analyst = createAnalyst({
    library,
    store,
    createPage: (broken) => createAnalysisPage(preload, broken),
    most: atOnce,
    log,
    now: () => performance.now(),
    progress: throttled(() => send(contents, 'analysis.progress', analyst.progress()), newsMs),
  })
  const cabinet = openCabinet(catalogPlaces(), (file, why) => notices.push(`The catalog ${file} cannot be used: ${why}`))
  const soundtrack = createSoundtrack({ cabinet, library, store })
  const notices: string[] = []
  store.notice().then((notice) => notice !== null && notices.push(notice)).catch((error: unknown) => notices.push(`The database cannot be used: ${String(error)}`))

  raiseFence()
  removeMenu()
  serveOrigin({ renderer: join(out, 'renderer'), cues: join(resources, 'cues') }, library.pathOf)
  const window = openWindow(settings.get().window, { preload, fullscreen: options.fullscreen })
  // Once the window is gone it does not even tell its contents; these do tell that they are gone.
  const contents = window.webContents

  const capture = async () => (await contents.capturePage()).toPNG()
  const kept = join(app.getPath('userData'), 'sessions')
  const sessions = followSessions({
    folder: kept,
    journal: openJournal(join(kept, 'running.jsonl')),
    report: request.report,
    print: options.start ? (line) => process.stdout.write(`${line}\n`) : null,
    pictures: request.pictures === null ? null : takePictures(request.pictures, capture, (error) => log('picture', error)),
    ended: ({ startedAt }, heard) => {
      const ids = heard.flatMap(({ id, seconds }) => (seconds >= leastHeard ? [id] : []))
      library.played(ids, startedAt).catch((error: unknown) => log('plays', error))
    },
    running: (on) => {
      awake(on)
      analyst.session(on)
    },
    quit: options.quitWhenDone ? ending.leave : null,
    fail: ending.fail,
  })
  const crashes = reviveAfterCrash(window, sessions, ending)

  const handlers = createHandlers({
    launch: () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      workout: request.workout,
      start: options.start && crashes().length === 0,
      notices: [...settings.notices, ...notices, ...crashes().slice(-1)],
    }),
    settings,
    workoutFile: request.workoutFile,
    library,
    drops: createDrops(),
    showFile: (path) => shell.showItemInFolder(path),
    analyst,
    sessions,
    askFolders: () => askFolders(window),
    askWorkout: () => askWorkout(window),
    cabinet,
    soundtrack,
    askPlaylist: () => askPlaylist(window),
    askSave: (name, ending) => askSave(window, name, ending),
    fullscreen: (on) => window.setFullScreen(on),
    close: (end) => closing.answer(end),
  })
  const pageOf = (asking: WebContents) => (asking === contents ? 'main' : analyst.shows(asking) ? 'analysis' : null)
  openChannels(ipcMain, pageOf, handlers)

  const closing = closeOrderly(window, sessions, settings)
  // The analysis window, if there is one, must not keep the app alive.
  window.on('closed', () => ending.leave(0))
  app.on('second-instance', () => bringForward(window))
  onSuspend(() => send(contents, 'power.suspend', null))
  obeySignals(closing.close)
  void library.setFolders(request.music ?? settings.get().folders)
}
