import { Howl } from 'howler'
import { cueUrl } from '../../core/ipc/contract'
import type { CueKind } from '../../core/workout/cue'
import type { Scheme } from '../../core/workout/workout'

let playing: Howl | null = null

/** Plays one cue now, instead of the one before. `volume` is the position of the slider, 0 to 1. */
export function auditionCue(scheme: Scheme, kind: CueKind, volume: number): void {
  playing?.unload()
  playing = new Howl({ src: [cueUrl(scheme, kind)], volume: volume * volume })
  playing.play()
}
