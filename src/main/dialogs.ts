import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'

/** Asks the user; no paths where the dialog was dismissed. The paths stay in the main process. */
async function ask(window: BrowserWindow, options: OpenDialogOptions): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options)
  return canceled ? [] : filePaths
}

export const askFolders = (window: BrowserWindow) =>
  ask(window, { title: 'Music folders', buttonLabel: 'Use', properties: ['openDirectory', 'multiSelections'] })

export const askWorkout = (window: BrowserWindow) =>
  ask(window, { title: 'Workout file', properties: ['openFile'], filters: [{ name: 'Workout', extensions: ['json'] }] })

/** Asks where to write a file; undefined where the dialog was dismissed. @param name what is proposed */
export async function askPlaylist(window: BrowserWindow, name: string): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { title: 'Playlist', defaultPath: name, filters: [{ name: 'Playlist', extensions: ['m3u8'] }] })
  return canceled || filePath === '' ? undefined : filePath
}
