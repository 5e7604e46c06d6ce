import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A phase is pictured this long after its start, when the screen has settled, in ms. */
const settleMs = 1000

export interface Pictures {
  /** A segment began. It is pictured the first time. */
  segment(index: number, phase: string): void
  /** The session ended: takes the last picture. Resolves when all are saved. */
  finish(): Promise<void>
}

const nameOf = (number: number, what: string): string => `${String(number).padStart(2, '0')}-${what}.png`

/**
 * Saves pictures of the window as `<nn>-<phase>.png`, numbered by segment, and `<nn>-finish.png` at the end.
 * @param capture the window as a PNG file
 */
export function takePictures(folder: string, capture: () => Promise<Uint8Array>, failed: (error: unknown) => void): Pictures {
  const seen = new Set<number>()
  const saving: Promise<void>[] = []
  let pending: NodeJS.Timeout | undefined
  const save = async (name: string) => {
    try {
      await writeFile(join(folder, name), await capture())
    } catch (error) {
      failed(error)
    }
  }
  return {
    segment(index, phase) {
      // A segment that was left before its picture was due is not pictured with the next one's screen.
      clearTimeout(pending)
      if (seen.has(index)) return
      pending = setTimeout(() => {
        seen.add(index)
        saving.push(save(nameOf(index + 1, phase)))
      }, settleMs)
    },
    async finish() {
      clearTimeout(pending)
      await new Promise((resolve) => setTimeout(resolve, settleMs))
      await Promise.all(saving)
      await save(nameOf(Math.max(-1, ...seen) + 2, 'finish'))
    },
  }
}
