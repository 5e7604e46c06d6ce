import { basename } from 'node:path'
import { oneLine } from '../../core/line'
import { idOf, type Problem, type Scan } from './scan'

/** One of the music folders, or a single file that is in the library by itself. */
export interface Folder {
  readonly id: string
  readonly path: string
  readonly name: string
  /** Its files were taken from the database. */
  loaded: boolean
  /** What it lay on when it was last seen with files in it. */
  device: number | null
  away: boolean
  problem: string | null
  /** Of the scan, not of single tracks. */
  problems: readonly Problem[]
}

export const newFolder = (path: string): Folder => ({
  id: idOf(path), path, name: oneLine(basename(path)) || path, loaded: false, device: null, away: false, problem: null, problems: [],
})

/** Takes what a scan tells of the folder itself. */
export function takeScan(folder: Folder, scan: Scan, takenOut: boolean): void {
  folder.problem = scan.problem ?? (takenOut ? `The folder ${folder.name} is empty: its drive is not there` : null)
  folder.away = folder.problem !== null
  folder.problems = scan.problems
  if (scan.files.length > 0) folder.device = scan.device
}
