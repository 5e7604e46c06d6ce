import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import { importable } from './soundtrack/exchange'

/** Asks the user; no paths where the dialog was dismissed. The paths stay in the main process. */
async function ask(window: BrowserWindow, options: OpenDialogOptions): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options)
  return canceled ? [] : filePaths
}

export const askFolders = (window: BrowserWindow) =>
  ask(window, { title: 'Music folders', buttonLabel: 'Use', properties: ['openDirectory', 'multiSelections'] })

export const askWorkout = (window: BrowserWindow) =>
  ask(window, { title: 'Workout file', properties: ['openFile'], filters: [{ name: 'Workout', extensions: ['json'] }] })

export const askPlaylist = (window: BrowserWindow) =>
  ask(window, { title: 'A catalog or a playlist', properties: ['openFile'], filters: [{ name: 'Playlists', extensions: [...importable] }] })

/** Where a file is to be saved; null where the dialog was dismissed. */
export async function askSave(window: BrowserWindow, name: string, ending: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: name, filters: [{ name: ending.toUpperCase(), extensions: [ending] }] })
  return canceled || filePath === '' ? null : filePath
}
