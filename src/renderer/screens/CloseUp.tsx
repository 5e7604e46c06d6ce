import { useRef } from 'react'
import { useBench, useDesk, useTrackPaint } from '../state/hooks'
import { clear, drawBands, drawBuildUps, drawDrops, drawGrid } from './draw'
import { placeOfPointer } from './Overview'
import { useSheet } from './sheet'
import { around, pageOf, placeIn, timeAt } from './wave'

const still = window.matchMedia('(prefers-reduced-motion: reduce)')

/** Ten seconds around where the track plays, with every beat. It moves along under a line that stands; under reduced motion the line moves, from page to page. */
export function CloseUp({ duration }: { duration: number }) {
  const { bench } = useDesk()
  const heard = useBench(({ answer }) => answer?.analysis ?? null)
  const [canvas, sheet] = useSheet()
  const head = useRef<HTMLElement>(null)
  const stretch = () => (still.matches ? pageOf : around)(bench.at())

  useTrackPaint((at) => {
    const shown = (still.matches ? pageOf : around)(at)
    if (head.current) head.current.style.left = `${(100 * placeIn(shown, at)).toFixed(3)}%`
    if (!sheet) return
    clear(sheet)
    if (!heard) return
    drawBuildUps(sheet, heard, shown)
    drawBands(sheet, heard, shown, { step: 2, gap: 0, alpha: 0.55 })
    drawDrops(sheet, heard, shown)
    drawGrid(sheet, heard, shown)
  })

  return (
    <div
      className="close-up"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.preventDefault()
        bench.play(timeAt(stretch(), placeOfPointer(event), duration))
      }}
    >
      <canvas ref={canvas} />
      <b className="head" ref={head} />
    </div>
  )
}
