import type { PointerEvent } from 'react'
import { Icon } from '../components/Icon'
import { Press } from '../components/Press'
import { Slider } from '../components/Slider'
import { act } from '../state/act'
import { useDesk, useDeskState } from '../state/hooks'
import { percent } from './words'

/** The arrow keys go back to the session when the finger leaves the slider. */
const release = ({ target }: PointerEvent) => target instanceof HTMLElement && target.blur()

/** How loud the music and the bells are, while a session runs. */
export function Loudness() {
  const desk = useDesk()
  const { musicVolume, cueVolume, musicMuted, muted } = useDeskState(({ preferences }) => preferences)
  const off = muted || musicMuted
  return (
    <div className="loudness" role="group" aria-label="Loudness" onPointerUp={release}>
      <Press says={off ? 'Music on' : 'Music off, bells stay'} onClick={() => act(desk, 'mute')}>
        <Icon name={off ? 'muted' : 'sound'} />
      </Press>
      <Slider label="Music" value={musicVolume} most={1} step={0.01} shown={off ? 'Off' : percent(musicVolume)} onChange={(musicVolume) => desk.prefer({ musicVolume })} />
      <Slider label="Bells" value={cueVolume} most={1} step={0.01} shown={muted ? 'Off' : percent(cueVolume)} onChange={(cueVolume) => desk.prefer({ cueVolume })} />
    </div>
  )
}
