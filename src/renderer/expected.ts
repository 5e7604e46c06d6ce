import type { Seconds } from '../core/workout/workout'

/** Something that was handed to the audio clock and will be heard. */
export interface Due {
  /** When it is, or was, heard, by what the audio clock says now; null where it is not, or was not, heard. */
  heardAt(): Seconds | null
  /** The sound's clock at plan time 0. */
  readonly zero: Seconds
  /** Is told the plan time at which it was heard; null where it was not. */
  tell(at: Seconds | null): void
  /** Hands it out anew, where the device lost a moment; absent where that cannot be done. */
  again?(): Due
}

/** The clock's reading of a moment is best just after it. */
const settled: Seconds = 0.1

/** What is to be heard soon, until it has been. */
export class Expected {
  private due: Due[] = []

  add(due: Due): void {
    this.due.push(due)
  }

  /** Tells of all that has been heard by `now`, or will not be. */
  confirm(now: Seconds, after = settled): void {
    const isOver = (one: Due): boolean => (one.heardAt() ?? -Infinity) + after <= now
    const over = this.due.filter(isOver)
    this.due = this.due.filter((one) => !over.includes(one))
    for (const one of over) {
      const at = one.heardAt()
      one.tell(at === null ? null : at - one.zero)
    }
  }

  /** The sound device lost a moment: what does not sound yet is asked for anew. */
  mend(now: Seconds): void {
    this.due = this.due.map((one) => ((one.heardAt() ?? -Infinity) <= now ? one : (one.again?.() ?? one)))
  }

  /** What is not heard by `now` will not be. */
  drop(now: Seconds): void {
    this.confirm(now, 0)
    this.due = []
  }
}
