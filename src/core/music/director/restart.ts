import { SHORTEST } from './candidate'
import type { Fill } from './fill'

/**
 * Fills `need` seconds of a track that lasts for less, by beginning anew as often as it takes; for tracks without a grid.
 * No stub is left over: the last two share what is left.
 * @param start where the first one begins; the others begin at `from`
 */
export function restarted(start: number, need: number, from: number, to: number): Fill['runs'] {
  const runs: { from: number; to: number }[] = []
  let left = need
  for (let at = start; left > 0; at = from) {
    const room = to - at
    const length = left <= room ? left : Math.min(room, Math.max(left - SHORTEST, left / 2))
    runs.push({ from: at, to: at + length })
    left -= length
    if (left < 1e-9) break
  }
  return runs
}
