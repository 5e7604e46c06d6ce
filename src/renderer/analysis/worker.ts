import { analyse } from '../../core/music/analyse'
import type { Sound } from './decode'

/** The arithmetic, away from the page, so that the page can answer while it runs. */
self.addEventListener('message', ({ data }: MessageEvent<Sound>) => {
  const { tempo, tempoConfidence } = analyse(data.channels, data.rate)
  self.postMessage({ tempo, confidence: tempoConfidence })
})
