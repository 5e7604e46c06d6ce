import { direct } from '../../core/music/director/direct'
import type { Direction } from '../../core/music/director/direction'

/** Solves away from the page: with many tracks it takes longer than a frame. */
self.addEventListener('message', ({ data }: MessageEvent<Direction>) => self.postMessage(direct(data)))
