import { useDesk, useDeskState } from '../state/hooks'

/** What stands in place of an empty list: why it is, and what to do. @param tracks of the library; null while nobody has told */
export function Empty({ tracks, onAll }: { readonly tracks: number | null; readonly onAll: () => void }) {
  const desk = useDesk()
  const scanning = useDeskState(({ library }) => library?.scanning ?? true)
  if (tracks === null || (tracks === 0 && scanning)) {
    return (
      <div className="empty">
        <b>Looking for music</b>
        <p>Tracks show here as they are read.</p>
      </div>
    )
  }
  if (tracks === 0) {
    return (
      <div className="empty">
        <b>No music yet</b>
        <p>Drag files or folders in here, or add a folder.</p>
        <button type="button" className="done" onClick={() => void desk.addFolder()}>
          Add a folder
        </button>
      </div>
    )
  }
  return (
    <div className="empty">
      <b>Nothing fits</b>
      <p>No track has all of these words, this phase and this tempo.</p>
      <button type="button" className="done" onClick={onAll}>
        Show all tracks
      </button>
    </div>
  )
}
