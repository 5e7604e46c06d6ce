import { useState, type CSSProperties } from 'react'
import type { Answer, LibraryStatus } from '../../core/ipc/contract'
import { Progress } from '../components/Progress'
import { Sheet } from '../components/Sheet'
import { useDesk, useDeskState } from '../state/hooks'
import { count, unplayableWords } from './tracks'

type Problems = Answer<'library.problems'>

/** The files that were left out, each with the reason: read when they are asked for, since there may be thousands. */
export function LeftOut({ number }: { readonly number: number }) {
  const { collection } = useDesk()
  const [problems, setProblems] = useState<Problems | null>(null)
  if (number === 0) return null
  const label = `${count(number, 'file')} left out`
  return (
    <Sheet id="left-out" label={label} title={label} trouble onOpen={() => void collection.problems().then(setProblems)}>
      {problems === null && <p>Looking…</p>}
      <ul>
        {problems?.map(({ file, reason }) => (
          <li key={file}>
            <b>{file}</b> {reason}
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

/** Songs that nothing here decodes: said at once, since nobody hears of them otherwise before the session is silent. */
export function Unplayable({ of }: { readonly of: LibraryStatus['unplayable'] }) {
  if (of.length === 0) return null
  return <p className="trouble">{unplayableWords(of)}</p>
}

/** The folders that cannot be read now, each with what waits for it. They have a line of their own: names of folders are long. */
export function Absent() {
  const folders = useDeskState(({ library }) => library?.folders) ?? []
  const absent = folders.filter(({ problem }) => problem !== null)
  if (absent.length === 0) return null
  return (
    <ul className="absent">
      {absent.map(({ id, name, tracks, away, problem }) => (
        <li key={id} className="trouble">
          {away ? `◌ ${name} is away: ${count(tracks, 'track')} wait${tracks === 1 ? 's' : ''} for it` : `${name}: ${problem}`}
        </li>
      ))}
    </ul>
  )
}

/** How the library takes in what lies in the folders, and what was left out. */
export function Intake() {
  const desk = useDesk()
  const library = useDeskState(({ library }) => library)
  if (!library) return null
  const { scanning, scan, folders, leftOut, unplayable } = library
  return (
    <div className="intake">
      {scanning ? (
        <div className="progress">
          <div>
            <p role="status">{scan ? `Reading ${scan.done.toLocaleString('en')} of ${count(scan.total, 'file')}` : 'Looking for music…'}</p>
            <div className="bar" role="progressbar" aria-label="Reading" aria-valuemin={0} aria-valuemax={scan?.total ?? 1} aria-valuenow={scan?.done ?? 0} style={{ '--part': scan && scan.total > 0 ? scan.done / scan.total : 0 } as CSSProperties} />
          </div>
          <button type="button" onClick={() => void desk.collection.cancel()}>
            Stop
          </button>
        </div>
      ) : (
        <Progress />
      )}
      <Unplayable of={unplayable} />
      <LeftOut number={leftOut} />
      {!scanning && folders.length > 0 && (
        <button type="button" onClick={() => void desk.rescan()}>
          Rescan
        </button>
      )}
      <button type="button" onClick={() => void desk.addFolder()}>
        Add a folder
      </button>
    </div>
  )
}
