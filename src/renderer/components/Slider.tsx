import type { CSSProperties } from 'react'
import './slider.css'

interface Props {
  readonly label: string
  readonly value: number
  readonly most: number
  readonly step: number
  readonly shown: string
  readonly onChange: (value: number) => void
}

/** A value from 0 to `most`, with what it is in words beside it. */
export function Slider({ label, value, most, step, shown, onChange }: Props) {
  return (
    <label className="slider">
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={most}
        step={step}
        value={value}
        aria-valuetext={shown}
        style={{ '--at': value / most } as CSSProperties}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <output>{shown}</output>
    </label>
  )
}
