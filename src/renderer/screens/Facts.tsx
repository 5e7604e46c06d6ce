import { Press } from '../components/Press'
import { act } from '../state/act'
import { useBench, useDesk } from '../state/hooks'
import { Figure } from './Figures'
import { percent } from './hearing'
import type { Heard } from './wave'

const decibels = (value: number | null): string => (value === null ? '–' : value.toFixed(1).replace('-', '−'))

/** What else is known of the track's sound. */
function Sound({ heard }: { readonly heard: Heard }) {
  const { key, keyConfidence, loudness, truePeak, energy, silence, downbeats } = heard
  return (
    <dl className="figures">
      <Figure says={key !== null && keyConfidence < 0.3 ? 'Key, a guess' : 'Key'}>{key ?? '–'}</Figure>
      <Figure says="Loudness">
        {decibels(loudness)} <small>LUFS</small>
      </Figure>
      <Figure says="True peak">
        {decibels(truePeak)} <small>dBTP</small>
      </Figure>
      <Figure says="Energy">{percent(energy)}</Figure>
      <Figure says="Silence, start and end">
        {silence.leading.toFixed(1)} <small>s</small> {silence.trailing.toFixed(1)} <small>s</small>
      </Figure>
      <Figure says="Bars">{downbeats.length}</Figure>
    </dl>
  )
}

/** What else is known of the track's sound, and the way to have all of it found out again. */
export function Facts() {
  const desk = useDesk()
  const heard = useBench(({ answer }) => answer?.analysis ?? null)
  const waiting = useBench(({ answer }) => answer === null || (answer.analysis === null && answer.reason === null))
  return (
    <div className="facts">
      {heard && <Sound heard={heard} />}
      <Press title="Forgets what the analysis found, or why it failed; what you corrected stays" disabled={waiting} onClick={() => act(desk, 'again')}>
        Analyse again
      </Press>
    </div>
  )
}
