import { useEffect } from 'react'
import type { CueKind } from '../../core/workout/cue'
import { Icon } from '../components/Icon'
import { chosen } from '../state/desk'
import { useDesk, useDeskState } from '../state/hooks'
import { cueWords } from './words'

const kinds = Object.keys(cueWords) as CueKind[]

/** A button for every sound of the scheme in use: it is heard over music, as in a session. */
export function CueTests() {
  const { sample } = useDesk()
  const { scheme, muted } = useDeskState(({ preferences }) => preferences)
  const own = useDeskState((state) => chosen(state).scheme ?? 'fight')
  const heard = scheme === 'workout' ? own : scheme
  useEffect(() => {
    void sample.ready()
    return () => sample.stop()
  }, [sample])
  return (
    <div className="tests" role="group" aria-label="Hear the sounds">
      {kinds.map((kind) => (
        <button key={kind} type="button" disabled={muted} onClick={() => void sample.hear(heard, kind)}>
          <Icon name="play" />
          {cueWords[kind]}
        </button>
      ))}
    </div>
  )
}
