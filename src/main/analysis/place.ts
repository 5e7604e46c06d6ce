import { stat } from 'node:fs/promises'
import type { Place } from '../database/shelf'

/** Whether the file at a path is as it was: neither written nor replaced since. False where it cannot be asked. */
export const asItWas = (path: string, { size, modifiedMs }: Pick<Place, 'size' | 'modifiedMs'>): Promise<boolean> =>
  stat(path).then((now) => now.size === size && now.mtimeMs === modifiedMs, () => false)

/** Why a file cannot be analysed now. */
export const changed = 'the file is gone, or is being changed'
