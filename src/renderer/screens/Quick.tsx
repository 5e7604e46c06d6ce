import { Stepper } from '../components/Stepper'
import { useDesk, useDeskState } from '../state/hooks'
import { clock, parseClock, parseMinutes, stepLength } from './clock'
import { Figure } from './Figures'

const lengths = [
  { field: 'work', says: 'Work', least: 1, most: 7200, parse: parseMinutes, hint: '2 = 2 min · 45 = 45 s · 1:30' },
  { field: 'rest', says: 'Rest', least: 0, most: 7200, parse: parseMinutes, hint: '1 = 1 min · 30 = 30 s · 1:30' },
  { field: 'prep', says: 'Get ready', least: 0, most: 600, parse: parseClock, hint: '5 = 5 s · 1:30 · 2 min' },
] as const

const count = (text: string): number | null => (/^\s*\d{1,3}\s*$/.test(text) ? Number(text) : null)

/** The four numbers of the quick workout. They are remembered. */
export function Quick() {
  const desk = useDesk()
  const quick = useDeskState(({ preferences }) => preferences.quick)
  const change = (field: keyof typeof quick) => (value: number) => desk.prefer({ quick: { ...quick, [field]: value } })
  return (
    <dl className="figures quick">
      <Figure says="Rounds">
        <Stepper
          label="Rounds"
          value={quick.rounds}
          least={1}
          most={99}
          format={String}
          parse={count}
          hint="1 to 99"
          step={(value, way) => value + way}
          onChange={change('rounds')}
        />
      </Figure>
      {lengths.map(({ field, says, least, most, parse, hint }) => (
        <Figure key={field} says={says} phase={field}>
          <Stepper
            label={says}
            value={quick[field]}
            least={least}
            most={most}
            format={clock}
            parse={parse}
            hint={hint}
            step={stepLength}
            onChange={change(field)}
          />
        </Figure>
      ))}
    </dl>
  )
}
