import { useMemo } from 'react'
import { Press } from '../components/Press'
import { dropOf, isLocked } from '../../core/music/director/edit'
import type { Swap } from '../../core/music/director/swap'
import { useDesk, usePlanner } from '../state/hooks'
import { clock } from './clock'
import { costWords, dropWords, entryWords, heardTempo, plannedDrop, silenceWords } from './plan'
import { phaseWords } from './words'
import './entry.css'

/** So many of the next best are offered. */
const most = 4

function Swaps({ swaps }: { swaps: readonly Swap[] }) {
  const { planner } = useDesk()
  return (
    <section className="swaps" aria-label="Instead">
      <h3>Instead</h3>
      {swaps.length === 0 && <p>There is nothing else for this place.</p>}
      {swaps.slice(0, most).map(({ track, cost, words }) => (
        <Press key={track.id} className="swap" onClick={() => planner.take(track.id)}>
          <span className="name">{track.title}</span>
          <span className="cost">{costWords(cost)}</span>
          <span className="what">{[track.artist, ...words].filter(Boolean).join(' · ')}</span>
        </Press>
      ))}
    </section>
  )
}

/** The stop that is looked at: which track, why, what else, and what can be done about it. */
export function Entry() {
  const { planner } = useDesk()
  const directed = usePlanner(({ directed }) => directed)
  const stop = usePlanner(({ stops, at }) => stops[at])
  const swaps = usePlanner(({ swaps }) => swaps)
  const edits = usePlanner(({ draft }) => draft?.edits)
  const listening = usePlanner(({ listening }) => listening !== null)
  const segment = stop && directed?.direction.plan.segments[stop.segment]
  const reasons = useMemo(() => [...new Set(stop?.music.flatMap(({ reasons }) => reasons))], [stop])
  if (!directed || !stop || !segment || !edits) return <div className="entry" />

  const { rounds } = directed.direction.plan
  const [first] = stop.music
  const locked = isLocked(edits, stop)
  const tempo = first ? heardTempo(first) : null
  const length = segment.end - segment.start
  const where = segment.round === null ? clock(segment.start) : `Round ${segment.round} of ${rounds} · ${clock(segment.start)}`
  return (
    <div className="entry" data-phase={stop.phase}>
      <p className="said" role="status">
        {[phaseWords[stop.phase], where, first?.track.title ?? 'Silence', locked ? 'locked' : '', stop.phase === 'work' ? dropWords(dropOf(edits, segment.index), plannedDrop(stop, segment), length) : ''].filter(Boolean).join(', ')}
      </p>
      <section className="bill-of" aria-label="The track here">
        <header>
          <i data-phase={stop.phase} aria-hidden="true" />
          <h2>{phaseWords[stop.phase]}</h2>
          <span>{[where, segment.label].filter(Boolean).join(' · ')}</span>
        </header>
        <div className="tune">
          {first && <b className="bpm">{tempo ?? '?'}</b>}
          <div>
            <p className="name">{first ? first.track.title : 'Silence'}</p>
            <p className="what">{first ? [first.track.artist, entryWords(first)].filter(Boolean).join(' · ') : silenceWords(stop.phase, directed.direction.policy)}</p>
          </div>
        </div>
        <ul className="reasons">
          {locked && <li>Your choice, locked: Shuffle leaves it here. L lets it go</li>}
          {reasons.filter((reason) => !(locked && reason === 'your choice')).map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        <div className="deeds">
          <Press disabled={swaps.length === 0} says="Swap for the next best, which is then locked here" onClick={() => planner.swap(1)}>
            Swap
          </Press>
          <Press disabled={!first} aria-pressed={locked} onClick={() => planner.lock()}>
            {locked ? 'Locked' : 'Lock'}
          </Press>
          <Press disabled={!first} says="Leave out of this session" onClick={() => planner.leaveOut()}>
            Leave out
          </Press>
          <Press aria-pressed={listening} says="Listen to the join, 15 seconds" onClick={() => void planner.listen()}>
            {listening ? 'Stop' : 'Listen'}
          </Press>
          {stop.phase === 'work' && (
            <span className="move" role="group" aria-label="The drop">
              <Press says="Drop a bar earlier" onClick={() => planner.nudgeDrop(-1)}>
                ‹
              </Press>
              <Press className="drop" says={`${dropWords(dropOf(edits, segment.index), plannedDrop(stop, segment), length)}. Press for another place`} onClick={() => planner.turnDrop()}>
                {dropWords(dropOf(edits, segment.index), plannedDrop(stop, segment), length)}
              </Press>
              <Press says="Drop a bar later" onClick={() => planner.nudgeDrop(1)}>
                ›
              </Press>
            </span>
          )}
        </div>
      </section>
      <Swaps swaps={swaps} />
    </div>
  )
}
