import type { Soundtrack } from '../../core/ipc/contract'
import { stateWords, tallyOf, tallyWords, type State } from './soundtrack'
import './meter.css'

const states: readonly State[] = ['strong', 'ambiguous', 'none']

/** How much of a soundtrack is there: one field a song, filled, half filled or empty, and in words; `short`: what is found alone. */
export function Meter({ songs, short = false }: { readonly songs: Soundtrack['songs']; readonly short?: boolean }) {
  const tally = tallyOf(songs)
  const sorted = songs.toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state))
  // More would be too narrow to see: then each field is a part of them.
  const fields = sorted.length <= 60 ? sorted.map(({ state }) => state) : Array.from({ length: 60 }, (_, i) => sorted[Math.floor((i * sorted.length) / 60)]?.state ?? 'none')
  return (
    <div className="meter">
      <p>{short ? `${tally.found} of ${tally.total} found` : tallyWords(tally)}</p>
      <div aria-hidden="true">
        {fields.map((state, i) => (
          <i key={i} data-state={state} title={stateWords[state].says} />
        ))}
      </div>
    </div>
  )
}
