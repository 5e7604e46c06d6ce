import type { CSSProperties } from 'react'
import { progressWords } from '../screens/hearing'
import { useCollection, useDesk } from '../state/hooks'
import './progress.css'

/** How far the analysis of the library is, and a button to hold it. Nothing where nobody keeps count, or all went well. */
export function Progress() {
  const { collection } = useDesk()
  const progress = useCollection(({ progress }) => progress)
  if (!progress || progress.total === 0) return null
  const { done, total, failed, paused } = progress
  if (done >= total && failed === 0 && !paused) return null
  const part = total > 0 ? done / total : 0
  return (
    <div className="progress" data-paused={paused} data-done={done >= total}>
      <div>
        <p>{progressWords(progress)}</p>
        <div className="bar" role="progressbar" aria-label="Analysis" aria-valuemin={0} aria-valuemax={total} aria-valuenow={done} style={{ '--part': part } as CSSProperties} />
      </div>
      {(done < total || paused) && (
        <button type="button" onClick={() => void collection.pause(!paused)}>
          {paused ? 'Go on' : 'Pause'}
        </button>
      )}
    </div>
  )
}
