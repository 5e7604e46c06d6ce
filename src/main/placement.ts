import type { WindowState } from '../core/settings'

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A window is at least so large, in pixels. */
export const smallest = { width: 800, height: 500 } as const
/** And has at least so many CSS pixels: smaller than this the screens do not fit. */
const page = { width: 640, height: 340 } as const

/** The least size of a window in which everything is shown so much larger. */
export const smallestAt = (size: number): { width: number; height: number } => ({
  width: Math.max(smallest.width, Math.round(page.width * size)),
  height: Math.max(smallest.height, Math.round(page.height * size)),
})

/** This much of a window must be seen, so that it can be taken hold of, in pixels. */
const grip = 100

/**
 * Where a window opens: as it was left, unless the screen it was on is gone or has become smaller.
 * @param areas the usable areas of the screens, the main one first
 */
export function placeWindow(state: WindowState, areas: readonly Area[]): { x?: number; y?: number; width: number; height: number } {
  const widest = Math.max(smallest.width, ...areas.map(({ width }) => width))
  const tallest = Math.max(smallest.height, ...areas.map(({ height }) => height))
  const width = Math.min(Math.max(state.width, smallest.width), widest)
  const height = Math.min(Math.max(state.height, smallest.height), tallest)
  const { x, y } = state
  if (x === undefined || y === undefined) return { width, height }
  const seen = areas.some(
    (area) => x + width >= area.x + grip && x <= area.x + area.width - grip && y >= area.y && y <= area.y + area.height - grip,
  )
  return seen ? { x, y, width, height } : { width, height }
}
