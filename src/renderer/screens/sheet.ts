import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { paletteOf, type Sheet } from './draw'

/** A canvas that has as many pixels as the screen gives it: what to put on its `ref`, and what to draw on, null until it is there. */
export function useSheet(): readonly [canvas: RefObject<HTMLCanvasElement | null>, sheet: Sheet | null] {
  const ref = useRef<HTMLCanvasElement>(null)
  const [sheet, setSheet] = useState<Sheet | null>(null)
  useLayoutEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    const measure = () => {
      const pixels = window.devicePixelRatio
      const [width, height] = [Math.round(canvas.clientWidth * pixels), Math.round(canvas.clientHeight * pixels)]
      // What is drawn grows with the text of the page.
      const ratio = (pixels * parseFloat(getComputedStyle(document.documentElement).fontSize)) / 16
      if (width === 0 || height === 0) return
      // Setting the size empties the canvas: the new sheet has it drawn again.
      canvas.width = width
      canvas.height = height
      setSheet({ context, width, height, ratio, palette: paletteOf(canvas), face: getComputedStyle(canvas).fontFamily })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(canvas)
    return () => observer.disconnect()
  }, [])
  return [ref, sheet]
}
