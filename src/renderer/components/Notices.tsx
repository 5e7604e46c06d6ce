import { useDesk, useDeskState } from '../state/hooks'
import { Icon } from './Icon'
import './notices.css'

/** What went wrong, until it is dismissed. */
export function Notices() {
  const desk = useDesk()
  const notices = useDeskState(({ notices }) => notices)
  return (
    <div className="notices" role="alert">
      {notices.map(({ id, text }) => (
        <div className="notice" key={id}>
          <p>{text}</p>
          <button type="button" className="bare" aria-label="Dismiss" onClick={() => desk.dismiss(id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  )
}

/** What went well: a line over the page that goes away by itself. */
export function News() {
  const news = useDeskState(({ news }) => news)
  return (
    <p className="news" role="status">
      {news}
    </p>
  )
}
