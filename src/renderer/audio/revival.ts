import type { Seconds } from '../../core/workout/workout'

/** Sound that is gone for so long does not come back by itself. */
const patience: Seconds = 1
/** A way back is looked for this often while somebody wants to hear, and while nobody does. */
const every = { wanted: 1.5, idle: 15 } as const
/** So many contexts in vain are not the contexts' fault. */
const vain = 2
/** Whoever does not say within this time which devices there are hangs, with the sound server. */
const hangs: Seconds = 3

/** What stands between the page and the ear. */
export interface Way {
  /** How many devices there are to hear by. Rejects where nobody answers: a context that is made then holds up the page for 20 s. */
  outputs(): Promise<number>
  /** Starts the service anew that speaks with the sound server: one whose server went away never looks for it again. */
  restart(): Promise<unknown>
  /** Makes the context anew. */
  renew(): void
}

/**
 * Brings the sound back. A context never comes back: not where the service died that it belongs to, nor where its device or the
 * sound server went away. And where there is no device at all a context runs as if there were one, into nothing.
 */
export class Revival {
  /** The context was made, or is, without a device: nobody hears it, however well it runs. */
  private void = false
  /** Since when nothing is heard; null while it is. */
  private since: Seconds | null = null
  private triedAt: Seconds = -Infinity
  private trying = false
  private renewed = 0

  constructor(private readonly way: Way) {}

  /** Whether what the context plays is heard, if it runs. */
  get heard(): boolean {
    return !this.void
  }

  /** Looks for devices: at the beginning, and when they have changed. */
  async look(): Promise<void> {
    const outputs = await this.way.outputs().catch(() => null)
    if (outputs === 0) this.void = true
    else if (this.void) this.triedAt = -Infinity
  }

  /**
   * To be called often.
   * @param moves whether the context goes on
   * @param now seconds
   * @param wanted whether somebody wants to hear something now
   */
  watch(moves: boolean, now: Seconds, wanted: boolean): void {
    if (moves && this.heard) {
      this.since = null
      this.renewed = 0
      return
    }
    this.since ??= now
    const due = now - this.since >= patience && now - this.triedAt >= (wanted ? every.wanted : every.idle)
    if (due && !this.trying) void this.attempt(now)
  }

  private async attempt(now: Seconds): Promise<void> {
    this.trying = true
    this.triedAt = now
    try {
      const known = this.renewed < vain ? await this.way.outputs().catch(() => 0) : 0
      if (known === 0) await this.way.restart()
      const outputs = known || (await this.way.outputs())
      if (this.since === null) return
      this.void = outputs === 0
      if (this.void) return
      this.renewed++
      this.way.renew()
    } catch {
      // Nobody answers, who may do so the next time.
    } finally {
      this.trying = false
    }
  }
}

/** How many devices the system has to hear by. */
export async function countOutputs(): Promise<number> {
  const late = new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error('the sound server hangs')), hangs * 1000))
  const devices = await Promise.race([navigator.mediaDevices.enumerateDevices(), late])
  return devices.filter(({ kind }) => kind === 'audiooutput').length
}
