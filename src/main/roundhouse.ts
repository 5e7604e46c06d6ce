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
import { restartSound } from './sound'
import { followSessions } from './sessions'
import { takeOver } from './second'
import { importAside } from './soundtrack/aside'
import { openCabinet } from './soundtrack/cabinet'
import { createSoundtrack } from './soundtrack/soundtrack'
import { createTidy } from './tidy'
import { bringForward, openWindow, removeMenu, resize } from './window'

/** A page hears of a change of the library this often at most, in ms. */
const newsMs = 250
/** Files in analysis at the same time: each takes up to 150 MB. */
const atOnce = Math.min(8, availableParallelism())

/** What the database's thread answers is garbage a moment later: its nursery need not hold 48 MB of it. */
const nursery = { maxYoungGenerationSizeMb: 6 }

/** Builds the running app: makes the parts and connects them. Comes once the app is ready. */
export function openRoundhouse({ options, request, settings, notices, writer, unwritable }: Start): void {
  const { out, resources } = bundled()
  const preload = join(out, 'preload', 'index.cjs')
  const awake = createAwake()
  const tidy = createTidy()
  const ending = createEnding(settings, async () => {
    library.close()
    await Promise.all([analyst.close(), writer.settled()])
    if (writer.waits() && unwritable === null) ending.fail('Settings or reports could not be written to the end: the disk had no room for them.')
  })

  const store = connectStore(
    () => createDatabase({ workerData: { folder: app.getPath('userData'), version: ANALYSER_VERSION }, resourceLimits: nursery }),
    { waits: (reason) => notices.unwritten('database', reason), lost: notices.databaseless },
  )
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
  const cabinet = openCabinet(catalogPlaces(), (file, why) => notices.tell(`The catalog ${file} cannot be used: ${why}`))
  const soundtrack = createSoundtrack({ cabinet, library, store })
  // Where nothing can be kept at all the database's own words are no news.
  void store.notice().then((notice) => notice !== null && unwritable === null && notices.tell(notice))

  raiseFence()
  removeMenu()
  serveOrigin({ renderer: join(out, 'renderer'), cues: join(resources, 'cues') }, library.pathOf)
  const window = openWindow(settings.get().window, { preload, fullscreen: options.fullscreen, size: () => settings.get().preferences.size })
  // Once the window is gone it does not even tell its contents; these do tell that they are gone.
  const contents = window.webContents
  notices.listen((text) => send(contents, 'app.notice', { text }))
  let { workoutFile } = request

  const capture = async () => (await contents.capturePage()).toPNG()
  const kept = join(app.getPath('userData'), 'sessions')
  const sessions = followSessions({
    folder: kept,
    writer,
    journal: openJournal(join(kept, 'running.jsonl'), (reason) => notices.unwritten('journal', reason)),
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
      tidy(on)
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
      notices: [...notices.all(), ...crashes().slice(-1)],
    }),
    settings,
    workoutFile: () => workoutFile,
    library,
    drops: createDrops(),
    showFile: (path) => shell.showItemInFolder(path),
    analyst,
    sessions,
    askFolders: () => askFolders(window),
    askWorkout: () => askWorkout(window),
    cabinet,
    soundtrack,
    readCatalogFile: importAside,
    askPlaylist: () => askPlaylist(window),
    askSave: (name, ending) => askSave(window, name, ending),
    fullscreen: (on) => window.setFullScreen(on),
    resize: (size) => resize(window, size),
    restartSound,
    close: (end) => closing.answer(end),
  })
  const pageOf = (asking: WebContents) => (asking === contents ? 'main' : analyst.shows(asking) ? 'analysis' : null)
  openChannels(ipcMain, pageOf, handlers)

  const closing = closeOrderly(window, sessions, settings)
  // The analysis window, if there is one, must not keep the app alive.
  window.on('closed', () => ending.leave(0))
  app.on('second-instance', (_event, _argv, _folder, data) =>
    takeOver(data, {
      users: () => settings.get().workouts,
      busy: sessions.running,
      forward: () => bringForward(window),
      tell: notices.tell,
      music: (folders) => void library.setFolders(folders),
      fullscreen: () => window.setFullScreen(true),
      show(asked, start) {
        workoutFile = asked.workoutFile ?? workoutFile
        send(contents, 'app.asked', { workout: asked.workout ?? '', start })
      },
    }),
  )
  onSuspend(() => send(contents, 'power.suspend', null))
  obeySignals(closing.close)
  const useFolders = () => void library.setFolders(request.music ?? settings.get().folders)
  settings.reread(() => {
    settings.notices.forEach(notices.tell)
    useFolders()
  })
  useFolders()
}
