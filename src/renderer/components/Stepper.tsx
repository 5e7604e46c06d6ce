import { useId, useState, type KeyboardEvent } from 'react'
import './stepper.css'

interface Props {
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  /** The value as it is shown and typed. */
  readonly format: (value: number) => string
  readonly parse: (text: string) => number | null
  /** What may be typed, in a few words. */
  readonly hint: string
  /** The next value up (1) or down (-1). */
  readonly step: (value: number, way: 1 | -1) => number
  readonly onChange: (value: number) => void
}

/** A number with large - and + that can be typed as well: Enter or leaving takes it over, Escape does not. */
export function Stepper({ label, value, least, most, format, parse, hint, step, onChange }: Props) {
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  /** What was typed and could not be taken. */
  const [refused, setRefused] = useState<string | null>(null)
  const parsed = draft === null ? value : parse(draft)
  const bad = parsed === null || parsed < least || parsed > most

  const type = (text: string | null) => {
    setDraft(text)
    setRefused(null)
  }
  const take = () => {
    if (draft === null) return
    if (parsed !== null && !bad) onChange(parsed)
    setDraft(null)
    setRefused(bad ? draft : null)
  }
  const go = (way: 1 | -1) => {
    type(null)
    onChange(Math.min(most, Math.max(least, step(bad || parsed === null ? value : parsed, way))))
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') take()
    else if (event.key === 'Escape') type(null)
    else if (event.key === 'ArrowUp') go(1)
    else if (event.key === 'ArrowDown') go(-1)
    else return
    event.preventDefault()
  }

  const range = `${format(least)} to ${format(most)}`
  const says =
    refused !== null ? `“${refused.slice(0, 12)}” does not go: ${range}. ${format(value)} stays.`
    : draft === null ? hint
    : parsed === null ? hint
    : bad ? `From ${range}`
    : `= ${format(parsed)}`
  return (
    <div className="stepper" role="group" aria-label={label}>
      <button type="button" aria-label={`${label}: less`} disabled={value <= least} onClick={() => go(-1)}>
        −
      </button>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-invalid={bad}
        aria-describedby={id}
        title={`${hint}; ${range}`}
        value={draft ?? format(value)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={press}
      />
      <button type="button" aria-label={`${label}: more`} disabled={value >= most} onClick={() => go(1)}>
        +
      </button>
      <p id={id} className="hint" data-refused={refused !== null} aria-live="polite">
        {says}
      </p>
    </div>
  )
}
