import { useState, type KeyboardEvent } from 'react'
import type { Query } from '../../core/music/search'
import { phases } from '../../core/workout/plan'
import { Choice } from '../components/Choice'
import { phaseWords } from './words'
import { tempoRange } from './tracks'
import './sieve.css'

interface Props {
  readonly label: string
  readonly query: Query
  readonly onQuery: (query: Query) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const any = [{ value: 'any', says: 'Any phase' }, ...phases.map((value) => ({ value, says: phaseWords[value] }))] as const

/** One end of the range of tempo. It holds what is typed, also where that is no number yet. */
function Bound({ label, text, onText }: { readonly label: string; readonly text: string; readonly onText: (text: string) => void }) {
  return <input type="text" inputMode="decimal" aria-label={label} placeholder={label === 'Least tempo' ? 'from' : 'to'} value={text} onChange={(event) => onText(event.currentTarget.value)} />
}

/** What a list of tracks is narrowed down by: words, a phase, a range of tempo. */
export function Sieve({ label, query, onQuery, onKeyDown }: Props) {
  const [bounds, setBounds] = useState<readonly [string, string]>([String(query.tempo?.least || ''), Number.isFinite(query.tempo?.most) ? String(query.tempo?.most) : ''])
  const bound = (least: string, most: string) => {
    setBounds([least, most])
    onQuery({ ...query, tempo: tempoRange(least, most) })
  }
  return (
    <div className="sieve">
      <input
        type="search"
        aria-label={label}
        placeholder="Title, artist, album or tempo"
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={query.text}
        onChange={(event) => onQuery({ ...query, text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <div className="bounds" role="group" aria-label="Tempo">
        <span>BPM</span>
        <Bound label="Least tempo" text={bounds[0]} onText={(least) => bound(least, bounds[1])} />
        <span>–</span>
        <Bound label="Greatest tempo" text={bounds[1]} onText={(most) => bound(bounds[0], most)} />
      </div>
      <Choice name="phase" label="Phase that it fits" value={query.phase ?? 'any'} options={any} onChange={(phase) => onQuery({ ...query, phase: phase === 'any' ? null : phase })} />
    </div>
  )
}
