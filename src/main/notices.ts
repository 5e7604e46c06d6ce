import { log } from './log'

export type Notices = ReturnType<typeof createNotices>

/** What the user is to be told, one sentence each: before the window is there, and while it runs. */
export function createNotices() {
  const told: string[] = []
  const unwritten = new Set<string>()
  let unkept = false
  let listener: (text: string) => void = () => undefined

  /** The same is told once. */
  function tell(text: string): void {
    if (told.includes(text)) return
    told.push(text)
    listener(text)
  }

  return {
    tell,
    all: (): readonly string[] => told,
    /** Is told what comes from now on. */
    listen: (to: (text: string) => void): void => void (listener = to),
    /** Nothing at all can be kept, and why. What nobody can write after that is no news. */
    unkept(reason: string): void {
      unkept = true
      tell(`Nothing is kept in this run: ${reason}.`)
    },
    /** There is no database, and why. */
    databaseless: (reason: string): void => (unkept ? log('database', reason) : tell(`Nothing of this run is kept in the database: ${reason}.`)),
    /**
     * Somebody cannot write, and why; null where it can again. A full disk stops all of them: the user is told once, and again
     * only if it was over in between.
     */
    unwritten(who: string, reason: string | null): void {
      if (reason === null) {
        if (unwritten.delete(who)) log(who, 'all is written that waited')
        return
      }
      log(who, reason)
      if (unkept) return
      const text = `Something cannot be written: ${reason}. It is kept in memory and written as soon as it can be.`
      const first = unwritten.size === 0
      unwritten.add(who)
      if (!first) return
      if (!told.includes(text)) told.push(text)
      listener(text)
    },
  }
}
