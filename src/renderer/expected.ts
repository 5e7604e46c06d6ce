import type { Seconds } from '../core/workout/workout'

/** Something that was handed to the audio clock and will be heard. */
export interface Due {
  /** When it is, or was, heard, by what the audio clock says now; null where it is not, or was not, heard. */
  heardAt(): Seconds | null
  /** The sound's clock at plan time 0. */
  readonly zero: Seconds
  /** Is told the plan time at which it was heard; null where it was not. */
  tell(at: Seconds | null): void
  /** Is told that nobody has heard it. */
  lost?(): void
  /** Hands it out anew, where the device lost a moment; absent where that cannot be done. */
  again?(): Due
}

/** The clock's reading of a moment is best just after it. */
const settled: Seconds = 0.1
/** Only after so long is it certain that the device did not stand still by then: its clock is believed for 0.75 s. */
const proven: Seconds = 0.8

/** What is to be heard soon, until it has been. */
export class Expected {
  private due: Due[] = []
  /** What has been heard, unless the device turns out to stand still. */
  private heard: { readonly one: Due; readonly at: Seconds }[] = []

  add(due: Due): void {
    this.due.push(due)
  }

  /** Tells of all that has been heard by `now`, or will not be. */
  confirm(now: Seconds, after = settled, certain = proven): void {
    const isOver = (one: Due): boolean => (one.heardAt() ?? -Infinity) + after <= now
    const over = this.due.filter(isOver)
    this.due = this.due.filter((one) => !over.includes(one))
    for (const one of over) {
      const at = one.heardAt()
      if (at === null) one.tell(null)
      else this.heard.push({ one, at })
    }
    const told = this.heard.filter(({ at }) => at + certain <= now)
    this.heard = this.heard.filter((one) => !told.includes(one))
    for (const { one, at } of told) one.tell(at - one.zero)
  }

  /** The device stands still, and has for a while: what should have been heard since then by `now` was not, and what is due later is handed out anew. */
  lose(now: Seconds): void {
    for (const { one } of this.heard) one.lost?.()
    for (const one of this.due) if ((one.heardAt() ?? -Infinity) <= now) one.lost?.()
    this.heard = []
    this.due = []
  }

  /** The sound device lost a moment: what does not sound yet is asked for anew. */
  mend(now: Seconds): void {
    this.due = this.due.map((one) => ((one.heardAt() ?? -Infinity) <= now ? one : (one.again?.() ?? one)))
  }

  /** What is not heard by `now` will not be. */
  drop(now: Seconds): void {
    this.confirm(now, 0, 0)
    this.due = []
  }
}
