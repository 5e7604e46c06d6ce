import './choice.css'

interface Props<T extends string> {
  readonly name: string
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly says: string }[]
  readonly onChange: (value: T) => void
}

/** One of a few, all of them in sight. */
export function Choice<T extends string>({ name, label, value, options, onChange }: Props<T>) {
  return (
    <div className="choice" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.says}</span>
        </label>
      ))}
    </div>
  )
}
