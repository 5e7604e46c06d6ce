import { useView } from '../state/hooks'
import { countdown } from './clock'

/**
 * The time left, figure by figure: mostly one changes, and only that one is drawn anew. Its size follows the length of the segment, so that it never
 * changes while the segment runs.
 */
export function Digits() {
  const shown = useView((view) => (view ? countdown(view.left) : ''))
  const figures = useView((view) => (view ? countdown(view.length).length : 4))
  return (
    <div className="digits" data-figures={figures}>
      <span role="timer" aria-label="Time left">
        {shown.split(/(?<=:)/).map((part, i) => (
          <i key={i}>
            {[...part].map((figure, j) => (
              <b key={j}>{figure}</b>
            ))}
          </i>
        ))}
      </span>
    </div>
  )
}
