import { useMemo, useRef } from 'react'
import type { Plan } from '../../core/workout/plan'
import { blocksOf, passed, type Block } from '../screens/strip'
import { usePaint } from '../state/hooks'
import './strip.css'

const Blocks = ({ blocks }: { blocks: readonly Block[] }) =>
  blocks.map(({ phase, from, width }) => <i key={from} data-phase={phase} style={{ left: `${from}%`, width: `${width}%` }} />)

/** What a workout will look like: works stand tall, rests lie low, prep is hatched, warm-up rises, cooldown falls. */
export function Strip({ plan }: { plan: Plan }) {
  const blocks = useMemo(() => blocksOf(plan), [plan])
  return (
    <div className="strip" data-dense={blocks.length > 120} aria-hidden="true">
      <Blocks blocks={blocks} />
    </div>
  )
}

/** The strip of the session: what has passed is dim. */
export function Journey({ plan }: { plan: Plan }) {
  const blocks = useMemo(() => blocksOf(plan), [plan])
  const ahead = useRef<HTMLDivElement>(null)
  const here = useRef<HTMLElement>(null)
  usePaint(({ elapsed, duration }) => {
    const at = passed(elapsed, duration).toFixed(2)
    if (ahead.current) ahead.current.style.clipPath = `inset(0 0 0 ${at}%)`
    if (here.current) here.current.style.left = `${at}%`
  })
  return (
    <div className="strip journey" data-dense={blocks.length > 120} aria-hidden="true">
      <div className="passed">
        <Blocks blocks={blocks} />
      </div>
      <div className="ahead" ref={ahead}>
        <Blocks blocks={blocks} />
      </div>
      <b ref={here} />
    </div>
  )
}
