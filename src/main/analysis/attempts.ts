import { z } from 'zod'
import type { Store } from '../database/store'

/** A file in whose analysis the app itself died so often is set aside. */
export const mostAttempts = 2
export const fatal = 'Roundhouse ended while it analysed it, more than once'

const fact = 'analysis.attempts'
const CountsSchema = z.record(z.string(), z.number().int().positive())

/**
 * Which contents were begun and never ended, and how often: a file that takes the whole app with it leaves no other trace. A
 * count is in the database before the work on its file begins.
 */
export function createAttempts(store: Pick<Store, 'fact' | 'setFact'>) {
  const counts = new Map<string, number>()
  const inWork = new Set<string>()
  const keep = () => store.setFact(fact, JSON.stringify(Object.fromEntries(counts)))

  return {
    /** Takes over what an earlier run left. */
    async load(): Promise<void> {
      const left = await store.fact(fact)
      const known = left === null ? {} : (CountsSchema.safeParse(parsed(left)).data ?? {})
      for (const [content, count] of Object.entries(known)) counts.set(content, count)
    },
    of: (content: string): number => counts.get(content) ?? 0,
    /** Resolves when the count would outlive the app. A second turn in the same run is the same attempt. */
    async begin(content: string): Promise<void> {
      if (inWork.has(content)) return
      inWork.add(content)
      counts.set(content, (counts.get(content) ?? 0) + 1)
      await keep()
    },
    /** Its work has ended, well or not. */
    async end(content: string): Promise<void> {
      inWork.delete(content)
      if (counts.delete(content)) await keep()
    },
    /** The app ends in an orderly way: what is in work is not to blame. */
    async forgive(): Promise<void> {
      for (const content of inWork) {
        const count = (counts.get(content) ?? 0) - 1
        if (count > 0) counts.set(content, count)
        else counts.delete(content)
      }
      if (inWork.size > 0) await keep()
      inWork.clear()
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
