import { Press } from '../components/Press'
import { useBench, useDesk } from '../state/hooks'
import { exactTempo, otherReadings, percent, reasonWords, sourceWords, trust } from './hearing'

/** So many other readings are offered. */
const most = 3

/** The tempo in large figures, how sure it is, and what else it could be; or why there is none. */
export function Tempo() {
  const { bench } = useDesk()
  const track = useBench(({ track }) => track)
  const answer = useBench(({ answer }) => answer)
  const heard = answer?.analysis ?? null
  const tempo = heard ? heard.tempo : (track?.tempo ?? null)
  const why = heard?.reason ?? (heard ? null : answer?.reason) ?? null
  const corrected = answer?.corrections.some(({ kind }) => kind === 'times' || kind === 'tap')
  const lines = heard && tempo !== null && [heard.steady ? 'Steady' : 'Drifting', `${heard.beatsPerBar} beats a bar`, corrected ? sourceWords.user : `${trust(heard.tempoConfidence)}, ${percent(heard.tempoConfidence)}`]
  return (
    <section className="tempo-of" aria-label="Tempo">
      <p className="big" role="status">
        {tempo === null ? <b className="nothing">{answer ? 'No tempo' : 'Looking…'}</b> : <b>{exactTempo(tempo)}</b>}
        {tempo !== null && <span>BPM</span>}
      </p>
      {lines && <p>{lines.join(' · ')}</p>}
      {!heard && tempo !== null && track?.tempoFrom && <p>{sourceWords[track.tempoFrom]}</p>}
      {why !== null && <p className="trouble">{reasonWords(why)}</p>}
      {answer && !heard && answer.reason === null && <p className="waiting">Waiting for its analysis</p>}
      {heard && otherReadings(heard).length > 0 && (
        <div className="readings" role="group" aria-label="Or is it">
          <span>Or is it</span>
          {otherReadings(heard)
            .slice(0, most)
            .map(({ tempo, weight, factors }) => (
              <Press key={tempo} says={`${exactTempo(tempo)} BPM${weight > 0 ? `, weight ${percent(weight)}` : ''}`} onClick={() => void bench.correct(...factors.map((factor) => ({ kind: 'times', factor }) as const))}>
                <b>{exactTempo(tempo)}</b> {weight > 0 && <small>{percent(weight)}</small>}
              </Press>
            ))}
        </div>
      )}
    </section>
  )
}
