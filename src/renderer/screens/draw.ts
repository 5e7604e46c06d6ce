import type { Seconds } from '../../core/workout/workout'
import { columnsOf, placeIn, timesIn, type Heard, type Stretch } from './wave'

/** A canvas in its own pixels, and how many of them make a sixteenth of the page's text size. */
export interface Sheet {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  readonly ratio: number
  readonly palette: Palette
  /** The font family. */
  readonly face: string
}

/** The house's colours as a canvas takes them. */
export interface Palette {
  readonly bands: readonly [low: string, mid: string, high: string]
  readonly beat: string
  readonly downbeat: string
  readonly drop: string
  readonly ground: string
}

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  return {
    bands: [colour('--rest'), colour('--prep'), colour('--white')],
    beat: colour('--grey'),
    downbeat: colour('--white'),
    drop: colour('--work'),
    ground: colour('--black'),
  }
}

export function clear({ context, width, height }: Sheet): void {
  context.clearRect(0, 0, width, height)
}

interface Columns {
  /** A column with its gap, and the gap alone, in sixteenths of the text size. */
  readonly step: number
  readonly gap: number
  readonly alpha: number
}

/** The three bands, standing on the bottom, the highest of a column behind. */
export function drawBands({ context, width, height, ratio, palette: { bands } }: Sheet, heard: Heard, stretch: Stretch, { step, gap, alpha }: Columns): void {
  const pitch = Math.max(1, Math.round(step * ratio))
  const count = Math.ceil(width / pitch)
  const end = stretch.from + ((stretch.to - stretch.from) * count * pitch) / width
  const wide = Math.max(1, pitch - Math.round(gap * ratio))
  context.globalAlpha = alpha
  columnsOf(heard, { from: stretch.from, to: end }, count).forEach((column, i) => {
    const order = [0, 1, 2].sort((a, b) => (column[b] ?? 0) - (column[a] ?? 0))
    const tall = order.map((band) => Math.round((column[band] ?? 0) * height))
    // Each only as far down as the next one stands, so that no colour shines through another.
    order.forEach((band, k) => {
      const [own = 0, next = 0] = [tall[k], tall[k + 1]]
      context.fillStyle = bands[band] ?? ''
      context.fillRect(i * pitch, height - own, wide, own - next)
    })
  })
  context.globalAlpha = 1
}

/** The beats as short lines from both edges, the downbeats as whole ones with the number of their bar. */
export function drawGrid({ context, width, height, ratio, palette, face }: Sheet, { beats, downbeats }: Heard, stretch: Stretch): void {
  const line = (time: Seconds, thick: number, from: number, to: number) =>
    context.fillRect(Math.round(placeIn(stretch, time) * width - (thick * ratio) / 2), from * height, Math.max(1, Math.round(thick * ratio)), (to - from) * height)
  for (const { time } of timesIn(beats, stretch)) {
    for (const [colour, thick] of [[palette.ground, 5], [palette.beat, 2]] as const) {
      context.fillStyle = colour
      line(time, thick, 0, 0.18)
      line(time, thick, 0.82, 1)
    }
  }
  const size = Math.round(14 * ratio)
  context.font = `700 ${size}px ${face}`
  context.textBaseline = 'top'
  for (const { time, index } of timesIn(downbeats, stretch)) {
    context.fillStyle = palette.ground
    line(time, 6, 0, 1)
    context.fillStyle = palette.downbeat
    line(time, 2, 0, 1)
    const [text, x] = [String(index + 1), Math.round(placeIn(stretch, time) * width + 4 * ratio)]
    context.fillStyle = palette.ground
    context.fillRect(x - ratio, 0, context.measureText(text).width + 3 * ratio, size + 2 * ratio)
    context.fillStyle = palette.downbeat
    context.fillText(text, x, ratio)
  }
}

/** The build-ups as rising wedges, to be drawn first. */
export function drawBuildUps({ context, width, height, palette: { drop } }: Sheet, { drops }: Heard, stretch: Stretch): void {
  context.fillStyle = drop
  context.globalAlpha = 0.3
  for (const { time, buildUp } of drops) {
    const [start, end] = [placeIn(stretch, buildUp) * width, placeIn(stretch, time) * width]
    context.beginPath()
    context.moveTo(start, height)
    context.lineTo(end, 0)
    context.lineTo(end, height)
    context.fill()
  }
  context.globalAlpha = 1
}

/** The drops as thick lines with a flag. */
export function drawDrops({ context, width, height, ratio, palette: { drop, ground } }: Sheet, { drops }: Heard, stretch: Stretch): void {
  for (const { time } of drops) {
    const [x, flag] = [placeIn(stretch, time) * width, 14 * ratio]
    context.fillStyle = ground
    context.fillRect(x - 4 * ratio, 0, 8 * ratio, height)
    context.fillStyle = drop
    context.fillRect(x - 2 * ratio, 0, 4 * ratio, height)
    context.beginPath()
    context.moveTo(x - 2 * ratio, 0)
    context.lineTo(x + flag, 0)
    context.lineTo(x - 2 * ratio, flag * 1.3)
    context.fill()
  }
}
