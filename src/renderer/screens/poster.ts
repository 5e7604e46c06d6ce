import type { Music } from '../../core/music/setlist'
import { clear, type Sheet } from './draw'
import type { Tower } from './plan'
import { columnsOf, type Stretch, type Wave } from './wave'

/** The sound fills so much of a tower; held under a rest it fills less. */
const fill = { full: 0.62, under: 0.3 } as const
/** A column with its gap, and the gap alone, in sixteenths of the text size. */
const columns = { step: 4, gap: 1 } as const

/** Points of an overview that go into a column at least. */
const finer = 6

const stretches = new WeakMap<Wave, number>()
/** By what to multiply the mean of the bands so that the loudest parts of a track come near to 1. */
function stretchOf(wave: Wave): number {
  const known = stretches.get(wave)
  if (known !== undefined) return known
  const means = columnsOf(wave, { from: 0, to: wave.duration }, 200).map(([low, mid, high]) => (low + mid + high) / 3).sort((a, b) => a - b)
  const loud = means[190] ?? 0
  const found = loud > 0 ? 0.95 / loud : 0
  stretches.set(wave, found)
  return found
}

/** The loudness of the music as columns standing in the towers, over a stretch of the session. */
export function drawWaves(sheet: Sheet, stretch: Stretch, music: readonly Music[], towers: readonly Tower[], waves: ReadonlyMap<string, Wave>): void {
  const { context, width, height, ratio } = sheet
  clear(sheet)
  const pitch = Math.max(2, Math.round(columns.step * ratio))
  const wide = pitch - Math.max(1, Math.round(columns.gap * ratio))
  const perSecond = width / (stretch.to - stretch.from)
  const style = getComputedStyle(context.canvas)
  for (const { track, segment, start, end, offset, rate, sound } of music) {
    const tower = towers[segment]
    const wave = waves.get(track.id)
    if (!tower || !wave || end < stretch.from || start > stretch.to) continue
    const [left, right] = [(start - stretch.from) * perSecond, (end - stretch.from) * perSecond]
    // On one raster for all, so that columns of neighbours do not crowd.
    const first = Math.ceil(Math.max(0, left) / pitch)
    const count = Math.floor(Math.min(width, right - wide) / pitch) - first + 1
    if (count < 1) continue
    const heard = (x: number) => offset + ((x - left) / perSecond) * rate
    context.fillStyle = tower.phase === 'work' ? style.getPropertyValue('--black') : style.getPropertyValue(`--${tower.phase}`)
    const most = (height * tower.height * fill[sound]) / 100
    // The mean of many: far away the loudest of a column would make all of them alike.
    const parts = columnsOf(wave, { from: heard(first * pitch), to: heard((first + count) * pitch) }, count * finer)
    for (let i = 0; i < count; i++) {
      const mean = parts.slice(i * finer, (i + 1) * finer).reduce((sum, [low, mid, high]) => sum + low + mid + high, 0) / (3 * finer)
      const tall = Math.max(ratio, Math.min(1, mean * stretchOf(wave)) * most)
      context.fillRect((first + i) * pitch, height - tall, wide, tall)
    }
  }
}
