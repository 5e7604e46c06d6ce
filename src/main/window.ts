import { app, BrowserWindow, Menu, screen, type WebPreferences } from 'electron'
import { origin } from '../core/ipc/contract'
import type { WindowState } from '../core/settings'
import { send } from './ipc'
import { placeWindow, smallestAt } from './placement'

/** What every page of ours runs with. */
export const preferences = (preload: string): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  // A hidden or minimised timer must stay exact.
  backgroundThrottling: false,
  autoplayPolicy: 'no-user-gesture-required',
  // It would load dictionaries from the net.
  spellcheck: false,
  devTools: !app.isPackaged,
})

/** No menu. The keys for copying and pasting work without one, except on macOS. */
export function removeMenu(): void {
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null)
}

/** Shows everything in a window larger or smaller. */
export function resize(window: BrowserWindow, size: number): void {
  if (window.isDestroyed()) return
  window.webContents.setZoomFactor(size)
  const { width, height } = smallestAt(size)
  window.setMinimumSize(width, height)
}

/** @param size of all that is shown, 1 as usual */
export function openWindow(state: WindowState, { preload, fullscreen, size }: { preload: string; fullscreen: boolean; size: () => number }): BrowserWindow {
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    ...placeWindow(state, areas),
    minWidth: smallestAt(size()).width,
    minHeight: smallestAt(size()).height,
    title: 'Roundhouse',
    show: false,
    backgroundColor: '#000000',
    fullscreen,
    webPreferences: { ...preferences(preload), zoomFactor: size() },
  })
  // A page that was loaded anew forgets it.
  window.webContents.on('did-finish-load', () => resize(window, size()))
  window.once('ready-to-show', () => {
    if (state.maximized && !fullscreen) window.maximize()
    window.show()
  })
  window.on('page-title-updated', (event) => event.preventDefault())
  const tell = () => send(window.webContents, 'window.changed', { fullscreen: window.isFullScreen() })
  window.on('enter-full-screen', tell)
  window.on('leave-full-screen', tell)
  // There is no menu that would bring the key along, but on macOS.
  window.webContents.on('before-input-event', (_event, { type, key, control }) => {
    if (type === 'keyDown' && control && key.toLowerCase() === 'q' && process.platform !== 'darwin') window.close()
  })
  if (!app.isPackaged) {
    window.webContents.on('before-input-event', (_event, { type, key }) => {
      if (type === 'keyDown' && key === 'F12') window.webContents.toggleDevTools()
    })
  }
  void window.loadURL(`${origin}/index.html`)
  return window
}

/** How the window stands now, to open it so the next time. */
export const stateOf = (window: BrowserWindow): WindowState => ({ ...window.getNormalBounds(), maximized: window.isMaximized() })

export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
