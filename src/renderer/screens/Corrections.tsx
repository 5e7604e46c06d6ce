import { useEffect, useState } from 'react'
import { LEAST_TAPS } from '../../core/music/correction'
import { Press } from '../components/Press'
import { act } from '../state/act'
import { useBench, useDesk, useSecondPress } from '../state/hooks'
import { correctionWords, factors } from './hearing'
import { tapTempo } from './taps'

/** Whether Shift is held down. */
function useShift(): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const look = (event: KeyboardEvent) => setHeld(event.shiftKey)
    const release = () => setHeld(false)
    window.addEventListener('keydown', look)
    window.addEventListener('keyup', look)
    window.addEventListener('blur', release)
    return () => {
      window.removeEventListener('keydown', look)
      window.removeEventListener('keyup', look)
      window.removeEventListener('blur', release)
    }
  }, [])
  return held
}

/** Eight presses on the beat, with the tempo that they make so far. */
function Tap() {
  const desk = useDesk()
  const taps = useBench(({ taps }) => taps)
  const playing = useBench(({ listening }) => listening === 'playing')
  const tempo = tapTempo(taps)
  return (
    <button
      type="button"
      className="tap"
      data-count={taps.length}
      onPointerDown={(event) => {
        // A tap counts when the finger comes down, not when it leaves.
        event.preventDefault()
        act(desk, 'tap')
      }}
      onClick={(event) => event.detail === 0 && act(desk, 'tap')}
    >
      <b>{tempo === null ? 'Tap' : tempo.toFixed(1)}</b>
      <span>{playing ? `${taps.length}/${LEAST_TAPS}` : 'the beat'}</span>
      <i style={{ width: `${(100 * taps.length) / LEAST_TAPS}%` }} />
    </button>
  )
}

/** Everything that the user can set right. Each is kept at once. */
export function Corrections() {
  const desk = useDesk()
  const { bench } = desk
  const corrections = useBench(({ answer }) => answer?.corrections ?? null)
  const heard = useBench(({ answer }) => answer?.analysis ?? null)
  const ms = useShift() ? 1 : 10
  const reset = useSecondPress(() => void bench.correct({ kind: 'reset' }), 3000)
  const words = correctionWords(corrections ?? [])
  const none = heard === null || heard.tempo === null
  const nudge = (ms: number) => void bench.correct({ kind: 'nudge', by: ms / 1000 })
  return (
    <section className="corrections" aria-label="Corrections">
      <div className="factors" role="group" aria-label="Tempo">
        {factors.map(({ factor, sign, says }) => (
          <Press key={sign} says={`${sign}: ${says}`} disabled={none} onClick={() => void bench.correct({ kind: 'times', factor })}>
            {sign}
          </Press>
        ))}
      </div>
      <Tap />
      <div className="grid" role="group" aria-label="Beats">
        <Press says={`Beats ${ms} ms earlier; with Shift 1 ms`} disabled={none} onClick={() => nudge(-ms)}>
          −{ms} ms
        </Press>
        <Press says={`Beats ${ms} ms later; with Shift 1 ms`} disabled={none} onClick={() => nudge(ms)}>
          +{ms} ms
        </Press>
      </div>
      <Press className="mark" title="Where it plays or stands" disabled={heard === null} onClick={() => act(desk, 'drop')}>
        <i aria-hidden="true" />
        Drop here
      </Press>
      <Press data-armed={reset.armed} className="reset" disabled={(corrections ?? []).length === 0} onClick={reset.press}>
        {reset.armed ? 'Reset it?' : 'Reset'}
      </Press>
      <p className="yours" role="status">{words.length > 0 ? `Yours: ${words.join(' · ')}` : 'As it was heard. What you correct is kept for ever.'}</p>
    </section>
  )
}
