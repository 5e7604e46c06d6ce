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
