import { useEffect } from 'react'
import { Masthead } from '../components/Masthead'
import { useBench, useDesk, useDeskState } from '../state/hooks'
import { CloseUp } from './CloseUp'
import { Corrections } from './Corrections'
import { Facts } from './Facts'
import { Overview } from './Overview'
import { Tempo } from './Tempo'
import { Transport } from './Transport'
import './track.css'

/** One track: heard, looked at, and set right where the analysis is wrong. */
export function Track() {
  const desk = useDesk()
  const { bench } = desk
  const track = useBench(({ track }) => track)
  const musicVolume = useDeskState(({ preferences }) => preferences.musicVolume)
  const muted = useDeskState(({ preferences }) => preferences.muted || preferences.musicMuted)
  useEffect(() => () => bench.leave(), [bench])
  useEffect(() => bench.level(musicVolume, muted), [bench, musicVolume, muted])
  if (!track) return null
  return (
    <main className="track">
      <Masthead leave="leave" audible>
        <div>
          <h1>{track.title}</h1>
          <p>{[track.artist, track.album].filter(Boolean).join(' · ') || track.file}</p>
        </div>
      </Masthead>
      <Overview duration={track.duration} />
      <CloseUp duration={track.duration} />
      <Transport duration={track.duration} />
      <div className="panel">
        <Tempo />
        <Corrections />
      </div>
      <Facts />
    </main>
  )
}
