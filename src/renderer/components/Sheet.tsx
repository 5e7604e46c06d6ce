import type { ReactNode } from 'react'
import './sheet.css'

interface Props {
  readonly id: string
  /** On the button that opens it. */
  readonly label: string
  readonly title: string
  /** What is behind it went wrong. */
  readonly trouble?: boolean
  readonly onOpen?: () => void
  readonly children: ReactNode
}

/** A button, and the sheet that it lays over the screen. Escape, a press beside it and its own button take it away. */
export function Sheet({ id, label, title, trouble = false, onOpen, children }: Props) {
  return (
    <>
      <button type="button" className={trouble ? 'trouble' : undefined} popoverTarget={id}>
        {label}
      </button>
      <div id={id} className="sheet" popover="auto" onToggle={(event) => event.newState === 'open' && onOpen?.()}>
        <header>
          <h3>{title}</h3>
          <button type="button" popoverTarget={id} popoverTargetAction="hide">
            Close
          </button>
        </header>
        {children}
      </div>
    </>
  )
}
