import { useEffect, type CSSProperties } from 'react'
import { Masthead } from '../components/Masthead'
import { Press } from '../components/Press'
import { printed } from '../letters'
import { act } from '../state/act'
import { useDesk, useDeskState, usePlanner, useSecondPress } from '../state/hooks'
import { zooms } from '../state/planner'
import { clock } from './clock'
import { Entry } from './Entry'
import { Poster } from './Poster'
import { Rules } from './Rules'
import { unplayableWords } from './tracks'
import { summary } from './words'
import './plan.css'

/** What is wrong with the setlist, and what was left out of it. */
function Warnings() {
  const { planner } = useDesk()
  const directed = usePlanner(({ directed }) => directed)
  const banned = usePlanner(({ draft }) => draft?.edits.banned) ?? []
  const titleOf = (id: string) => directed?.direction.tracks.find((track) => track.id === id)?.title ?? 'A track'
  const unplayable = useDeskState(({ library }) => library?.unplayable) ?? []
  const said = unplayable.length > 0 ? [unplayableWords(unplayable)] : []
  const warnings = [...(directed?.setlist.warnings ?? []), ...said]
  if (warnings.length + banned.length === 0) return null
  return (
    <div className="warnings" role="status">
      {warnings.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {banned.map((id) => (
        <Press key={id} says={`Let ${titleOf(id)} in again`} onClick={() => planner.allow(id)}>
          Not here: {titleOf(id)} <b aria-hidden="true">×</b>
        </Press>
      ))}
    </div>
  )
}

/** How wide the picture is drawn. */
function Zoom() {
  const { planner } = useDesk()
  const zoom = usePlanner(({ zoom }) => zoom)
  return (
    <div className="one-of" role="group" aria-label="Zoom">
      <span aria-hidden="true">Zoom</span>
      <Press says="Farther" disabled={zoom === zooms[0]} onClick={() => planner.zoom(-1)}>
        −
      </Press>
      <output aria-label="Zoom">{zoom}×</output>
      <Press says="Closer" disabled={zoom === zooms.at(-1)} onClick={() => planner.zoom(1)}>
        +
      </Press>
    </div>
  )
}

/** Forgets what was decided, at the second press. */
function Forget() {
  const { planner } = useDesk()
  const { armed, press } = useSecondPress(() => void planner.forget(), 3000)
  return (
    <Press className="forget" data-armed={armed} onClick={press}>
      {armed ? 'Forget it?' : 'Start over'}
    </Press>
  )
}

/** The session as a picture before it starts: its music laid over its rounds, to be looked at, heard and changed. */
export function Plan() {
  const desk = useDesk()
  const { planner } = desk
  const choice = usePlanner(({ choice }) => choice)
  const draft = usePlanner(({ draft }) => draft)
  const kept = usePlanner(({ kept }) => kept)
  const past = usePlanner(({ past }) => past)
  const directed = usePlanner(({ directed }) => directed)
  const busy = usePlanner(({ busy }) => busy)
  const starting = useDeskState(({ starting }) => starting)
  const moved = useDeskState(({ preferences }) => preferences.keys)
  useEffect(() => () => planner.leave(), [planner])
  if (!choice) return null
  const { name } = choice.workout
  return (
    <main className="plan" data-busy={busy}>
      <Masthead leave="plan" audible>
        <div className="bout">
          <h1 style={{ '--letters': Math.max(6, name.length) } as CSSProperties}>{name}</h1>
          <p>
            <b>{summary(choice.workout)}</b>
            <span>
              {directed && `${clock(directed.direction.plan.duration)} · `}
              {kept ? 'your choices are kept with the workout' : draft && 'the music is chosen for you'}
            </span>
          </p>
        </div>
        <div className="sheets">
          <Zoom />
          <Press disabled={past.length === 0} says={`Undo what was decided last (${printed(moved, 'Z')})`} onClick={() => act(desk, 'undo')}>
            Undo
          </Press>
          {kept && <Forget />}
          <Press says="Write the setlist as a playlist (M3U8)" onClick={() => act(desk, 'export')}>
            Export
          </Press>
        </div>
      </Masthead>
      <Rules />
      <Warnings />
      {directed ? <Poster directed={directed} /> : <p className="looking">{busy ? 'Laying the music over the rounds…' : 'There is no plan.'}</p>}
      <div className="corner">
        <Entry />
        <button type="button" className="start" disabled={starting === 'now'} onClick={() => void desk.start()}>
          <b>{starting === 'now' ? 'Ready…' : 'Start'}</b>
        </button>
      </div>
    </main>
  )
}
