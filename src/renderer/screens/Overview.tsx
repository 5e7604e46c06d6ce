import { useLayoutEffect, useRef, type PointerEvent } from 'react'
import { useBench, useDesk, useTrackPaint } from '../state/hooks'
import { clock } from './clock'
import { clear, drawBands, drawBuildUps, drawDrops } from './draw'
import { exactClock, sectionWords } from './hearing'
import { useSheet } from './sheet'
import { gapsIn, placeIn, timeAt, type Heard, type Stretch } from './wave'

/** Where in an element a pointer is, 0 to 1. */
export function placeOfPointer({ clientX, currentTarget }: PointerEvent): number {
  const { left, width } = currentTarget.getBoundingClientRect()
  return width > 0 ? (clientX - left) / width : 0
}

/** The sections, and what is no music, as bands behind the waveform, with their names where there is room for them. */
function Sections({ heard, whole }: { heard: Heard; whole: Stretch }) {
  const place = (start: number, end: number) => ({ left: `${100 * placeIn(whole, start)}%`, width: `${(100 * (end - start)) / (whole.to - whole.from)}%` })
  return (
    <div className="sections" aria-hidden="true">
      {heard.sections.map(({ start, end, kind }) => (
        <span key={start} data-kind={kind} style={place(start, end)}>
          {sectionWords[kind]}
        </span>
      ))}
      {gapsIn(heard).map(({ from, to }) => (
        <span key={from} data-kind="gap" style={place(from, to)}>
          No music
        </span>
      ))}
    </div>
  )
}

/** The whole track: bands, sections, drops with their build-ups, and where it plays. It plays from where one presses. */
export function Overview({ duration }: { duration: number }) {
  const { bench } = useDesk()
  const heard = useBench(({ answer }) => answer?.analysis ?? null)
  const [canvas, sheet] = useSheet()
  const box = useRef<HTMLDivElement>(null)
  const passed = useRef<HTMLElement>(null)
  const head = useRef<HTMLElement>(null)
  const whole: Stretch = { from: 0, to: duration }

  useLayoutEffect(() => {
    if (!sheet) return
    clear(sheet)
    if (!heard) return
    drawBuildUps(sheet, heard, { from: 0, to: duration })
    drawBands(sheet, heard, { from: 0, to: duration }, { step: 3, gap: 1, alpha: 1 })
    drawDrops(sheet, heard, { from: 0, to: duration })
  }, [sheet, heard, duration])
  useTrackPaint((at) => {
    const place = placeIn(whole, at)
    if (passed.current) passed.current.style.transform = `scaleX(${place.toFixed(5)})`
    if (head.current) head.current.style.left = `${(100 * place).toFixed(3)}%`
    box.current?.setAttribute('aria-valuenow', at.toFixed(0))
    box.current?.setAttribute('aria-valuetext', `${clock(at)} of ${clock(duration)}`)
  })

  return (
    <div
      className="overview"
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label="Place in the track"
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuenow={0}
      title={heard ? `${heard.drops.length} drops: ${heard.drops.map(({ time }) => exactClock(time)).join(', ')}` : undefined}
      onPointerDown={(event) => {
        event.preventDefault()
        bench.play(timeAt(whole, placeOfPointer(event), duration))
      }}
    >
      {!heard && <p className="none">The waveform comes with the analysis. It can be played all the same.</p>}
      {heard && <Sections heard={heard} whole={whole} />}
      <canvas ref={canvas} aria-hidden="true" />
      <i className="passed" ref={passed} />
      <b className="head" ref={head} />
    </div>
  )
}
