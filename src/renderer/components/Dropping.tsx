import { useRef, useState, type DragEvent, type HTMLAttributes } from 'react'
import { useDesk } from '../state/hooks'
import './dropping.css'

const fromOutside = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')

/** A screen that takes files and folders from outside: they join the library, unless something on it takes them. @param says what is written over it meanwhile */
export function Dropping({ children, says = 'Drop to add to the library', ...rest }: HTMLAttributes<HTMLElement> & { readonly says?: string }) {
  const { collection } = useDesk()
  const [over, setOver] = useState(false)
  /** Enter and leave come for every element within. */
  const deep = useRef(0)
  const go = (event: DragEvent, by: number) => {
    if (!fromOutside(event)) return
    deep.current = Math.max(0, deep.current + by)
    setOver(deep.current > 0)
  }
  return (
    <main
      {...rest}
      onDragEnter={(event) => go(event, 1)}
      onDragLeave={(event) => go(event, -1)}
      onDragOver={(event) => {
        if (fromOutside(event)) event.preventDefault()
      }}
      onDrop={(event) => {
        deep.current = 0
        setOver(false)
        if (!fromOutside(event) || event.defaultPrevented) return
        event.preventDefault()
        void collection.drop([...event.dataTransfer.files])
      }}
    >
      {children}
      {over && (
        <div className="dropping" aria-hidden="true">
          <b>{says}</b>
        </div>
      )}
    </main>
  )
}
