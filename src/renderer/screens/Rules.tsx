import type { ComponentType } from 'react'
import { Press } from '../components/Press'
import { curveAt } from '../../core/music/director/arc'
import { arcs, restPolicies, tempoModes, type Arc, type Policy } from '../../core/music/policy'
import { useDesk, usePlanner } from '../state/hooks'

const arcWords: Readonly<Record<Arc, string>> = { steady: 'Steady', build: 'Build', waves: 'Waves', pyramid: 'Pyramid' }
const tempoWords: Readonly<Record<Policy['tempo'], string>> = { off: 'Off', near: 'Near', lock: 'Lock' }
const restWords: Readonly<Record<Policy['rest'], string>> = { breathe: 'Breathe', hold: 'Hold', silence: 'Silence' }

/** A few of which one is in force. Buttons, so that the arrows go on to mean what they mean on the plan. */
function OneOf<T extends string>({ label, all, words, now, choose, Sign }: {
  readonly label: string
  readonly all: readonly T[]
  readonly words: Readonly<Record<T, string>>
  readonly now: T
  readonly choose: (one: T) => void
  readonly Sign?: ComponentType<{ readonly of: T }>
}) {
  return (
    <div className="one-of" role="group" aria-label={label}>
      <span aria-hidden="true">{label}</span>
      {all.map((one) => (
        <Press key={one} aria-pressed={one === now} onClick={() => choose(one)}>
          {Sign && <Sign of={one} />}
          {words[one]}
        </Press>
      ))}
    </div>
  )
}

/** The shape of an arc, small. */
function Curve({ of: arc }: { readonly of: Arc }) {
  const points = Array.from({ length: 21 }, (_, i) => `${i * 2},${(17 - 14 * curveAt(arc, i / 20)).toFixed(1)}`)
  return (
    <svg viewBox="0 0 40 20" aria-hidden="true" focusable="false">
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth="3" strokeLinejoin="round" />
    </svg>
  )
}

/** The limits of the tempo that are offered: as parts of 1, in whole per cent. */
const percents = [2, 4, 6, 8] as const

/** How the music is chosen: the arc, the tempo, the rests; and another setlist altogether. */
export function Rules() {
  const { planner } = useDesk()
  const policy = usePlanner(({ directed }) => directed?.direction.policy ?? null)
  if (!policy) return <div className="rules" />
  const percent = Math.round(policy.limit * 100)
  const wider = percents.find((one) => one > percent) ?? percents[0]
  return (
    <div className="rules">
      <p className="said" role="status">
        {`Arc ${arcWords[policy.arc]}, tempo ${tempoWords[policy.tempo]}, rests ${restWords[policy.rest]}`}
      </p>
      <OneOf label="Arc" all={arcs} words={arcWords} now={policy.arc} choose={(arc) => void planner.rule({ arc })} Sign={Curve} />
      <OneOf label="Tempo" all={tempoModes} words={tempoWords} now={policy.tempo} choose={(tempo) => void planner.rule({ tempo })} />
      <Press className="limit" disabled={policy.tempo === 'off'} says={`Tracks are stretched by at most ${percent} %. Press for ${wider} %`} onClick={() => void planner.rule({ limit: wider / 100 })}>
        ±{percent} %
      </Press>
      <OneOf label="Rests" all={restPolicies} words={restWords} now={policy.rest} choose={(rest) => void planner.rule({ rest })} />
      <Press className="shuffle" says="Shuffle: another setlist; what is locked stays" onClick={() => planner.shuffle()}>
        Shuffle
      </Press>
    </div>
  )
}
