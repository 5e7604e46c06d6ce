import { useRef } from 'react'
import { Icon } from '../components/Icon'
import { Press } from '../components/Press'
import { act } from '../state/act'
import { useBench, useDesk, useTrackPaint } from '../state/hooks'
import { clock } from './clock'
import { exactClock } from './hearing'
import type { Heard } from './wave'

/** So many drops get a button. */
const most = 4

/** The best drops in the order of time; each plays from its build-up. */
function Drops({ drops }: { drops: Heard['drops'] }) {
  const { bench } = useDesk()
  const best = drops.slice(0, most).sort((a, b) => a.time - b.time)
  return (
    <div className="drops" role="group" aria-label="Drops">
      {best.map(({ time, buildUp }) => (
        <Press key={time} says={`Play the drop at ${exactClock(time)} from its build-up`} onClick={() => bench.play(Math.min(buildUp, time))}>
          <i aria-hidden="true" />
          {clock(time)}
        </Press>
      ))}
    </div>
  )
}

/** Play, the way from beat to beat, and where it stands. */
export function Transport({ duration }: { duration: number }) {
  const desk = useDesk()
  const listening = useBench(({ listening }) => listening)
  const ticking = useBench(({ ticking }) => ticking)
  const heard = useBench(({ answer }) => answer?.analysis ?? null)
  const time = useRef<HTMLElement>(null)
  useTrackPaint((at) => {
    if (time.current) time.current.textContent = exactClock(at)
  })
  const playing = listening === 'playing'
  return (
    <div className="transport" role="toolbar" aria-label="Listen">
      <Press className="start" says={playing ? 'Pause' : 'Play'} disabled={listening === 'failed'} onClick={() => desk.bench.toggle()}>
        <Icon name={playing ? 'pause' : 'play'} />
      </Press>
      <p className="time">
        <b ref={time}>0:00.00</b> <span>{listening === 'failed' ? 'cannot be played' : listening === 'loading' ? 'loading…' : `of ${clock(duration)}`}</span>
      </p>
      <div>
        <Press says="Back a bar" onClick={() => act(desk, 'bar-back')}>
          <Icon name="previous" />
        </Press>
        <Press says="Back a beat" onClick={() => act(desk, 'beat-back')}>
          − beat
        </Press>
        <Press says="On a beat" onClick={() => act(desk, 'beat-on')}>
          + beat
        </Press>
        <Press says="On a bar" onClick={() => act(desk, 'bar-on')}>
          <Icon name="next" />
        </Press>
      </div>
      <Press aria-pressed={ticking} title="Click on every beat" disabled={!heard || heard.beats.length === 0} onClick={() => act(desk, 'tick')}>
        Beat clicks
      </Press>
      {heard && <Drops drops={heard.drops} />}
    </div>
  )
}
