import { app, BrowserWindow, Menu, screen, type WebPreferences } from 'electron'
import { origin } from '../core/ipc/contract'
import type { WindowState } from '../core/settings'
import { send } from './ipc'
import { placeWindow, smallest } from './placement'

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

export function openWindow(state: WindowState, { preload, fullscreen }: { preload: string; fullscreen: boolean }): BrowserWindow {
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    ...placeWindow(state, areas),
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Roundhouse',
    show: false,
    backgroundColor: '#000000',
    fullscreen,
    webPreferences: preferences(preload),
  })
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
