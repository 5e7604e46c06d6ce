import { sizes, type Preferences } from '../../core/settings'
import { Choice } from '../components/Choice'
import { Masthead } from '../components/Masthead'
import { Slider } from '../components/Slider'
import { useDesk, useDeskState } from '../state/hooks'
import { CueTests } from './CueTests'
import { percent } from './words'
import './settings.css'

const schemes: readonly { value: Preferences['scheme']; says: string }[] = [
  { value: 'workout', says: 'As the workout says' },
  { value: 'fight', says: 'Fight bells' },
  { value: 'beeps', says: 'Beeps' },
  { value: 'quiet', says: 'Quiet' },
]
const switches = [
  { value: 'on', says: 'On' },
  { value: 'off', says: 'Off' },
] as const

const shows = [
  { name: 'showElapsed', says: 'Time gone' },
  { name: 'showLeft', says: 'Time left' },
  { name: 'showClock', says: 'Time of day' },
] as const

/** Everything is heard at once and saved by itself. */
export function Settings() {
  const desk = useDesk()
  const { musicVolume, cueVolume, muted, musicMuted, duck, crossfade, scheme, halfway, size, letters, ...shown } = useDeskState(({ preferences }) => preferences)
  return (
    <main className="settings">
      <Masthead leave="settings">
        <h1>Settings</h1>
      </Masthead>
      <section aria-label="Loudness">
        <h2>Loudness</h2>
        <Slider label="Music" value={musicVolume} most={1} step={0.01} shown={percent(musicVolume)} onChange={(musicVolume) => desk.prefer({ musicVolume })} />
        <Slider label="Bells and beeps" value={cueVolume} most={1} step={0.01} shown={percent(cueVolume)} onChange={(cueVolume) => desk.prefer({ cueVolume })} />
        <div className="line">
          <span>Music</span>
          <Choice name="music" label="Music" value={musicMuted ? 'off' : 'on'} options={switches} onChange={(value) => desk.prefer({ musicMuted: value === 'off' })} />
        </div>
        <div className="line">
          <span>All sound</span>
          <Choice name="sound" label="All sound" value={muted ? 'off' : 'on'} options={switches} onChange={(value) => desk.prefer({ muted: value === 'off' })} />
        </div>
      </section>
      <section aria-label="Music">
        <h2>Music</h2>
        <Slider label="Lower under bells by" value={duck} most={24} step={1} shown={`${duck} dB`} onChange={(duck) => desk.prefer({ duck })} />
        <Slider label="Crossfade" value={crossfade} most={12} step={0.5} shown={`${crossfade} s`} onChange={(crossfade) => desk.prefer({ crossfade })} />
      </section>
      <section aria-label="Signals" className="signals">
        <h2>Signals</h2>
        <div className="line">
          <span>Sounds</span>
          <Choice name="scheme" label="Sounds" value={scheme} options={schemes} onChange={(scheme) => desk.prefer({ scheme })} />
        </div>
        <div className="line">
          <span>Halfway signal</span>
          <Choice name="halfway" label="Halfway signal" value={halfway ? 'on' : 'off'} options={switches} onChange={(value) => desk.prefer({ halfway: value === 'on' })} />
        </div>
        <CueTests />
      </section>
      <section aria-label="While a session runs" className="signals">
        <h2>While a session runs</h2>
        {shows.map(({ name, says }) => (
          <div className="line" key={name}>
            <span>{says}</span>
            <Choice name={name} label={says} value={shown[name] ? 'on' : 'off'} options={switches} onChange={(value) => desk.prefer({ [name]: value === 'on' })} />
          </div>
        ))}
      </section>
      <section aria-label="Screen and keys" className="signals">
        <h2>Screen and keys</h2>
        <div className="line">
          <span>Text size</span>
          <Choice name="size" label="Text size" value={String(size)} options={sizes.map((one) => ({ value: String(one), says: percent(one) }))} onChange={(value) => desk.prefer({ size: Number(value) })} />
        </div>
        <div className="line">
          <span>Single-letter keys</span>
          <Choice name="letters" label="Single-letter keys" value={letters ? 'on' : 'off'} options={switches} onChange={(value) => desk.prefer({ letters: value === 'on' })} />
        </div>
      </section>
    </main>
  )
}
