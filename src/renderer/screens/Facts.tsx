import { useBench } from '../state/hooks'
import { Figure } from './Figures'
import { percent } from './hearing'

const decibels = (value: number | null): string => (value === null ? '–' : value.toFixed(1).replace('-', '−'))

/** What else is known of the track's sound. */
export function Facts() {
  const heard = useBench(({ answer }) => answer?.analysis ?? null)
  if (!heard) return null
  const { key, keyConfidence, loudness, truePeak, energy, silence, downbeats } = heard
  return (
    <dl className="figures facts">
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
