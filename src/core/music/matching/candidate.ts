import type { Seconds } from '../../workout/workout'

/** A file of the library as matching sees it. */
export interface Candidate {
  readonly id: string
  /** What the file holds, as a name for it: the user's decisions refer to it, so that they outlive moves. Null until it is known. */
  readonly content: string | null
  /** The name within its music folder, with '/' between folders. */
  readonly file: string
  /** As tagged; null where there is no tag. A title made from the file's name must not stand here. */
  readonly title: string | null
  readonly artist: string | null
  readonly album: string | null
  readonly duration: Seconds | null
}
