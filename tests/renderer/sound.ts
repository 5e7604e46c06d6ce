import type { Voice } from '../../src/core/music/mix'
import type { Track } from '../../src/core/music/track'
import type { CueKind } from '../../src/core/workout/cue'
import type { ClockState } from '../../src/renderer/audio/clock'
import type { Moment, Sound, Sounding, VoiceState } from '../../src/renderer/audio/ports'

/** A sound without a device: its clock stands still until a test moves it, and it remembers what it was told. */
export class FakeSound implements Sound {
  time = 100
  state: ClockState = 'steady'
  heard: { kind: CueKind; at: number }[] = []
  ducked: { from: number; to: number }[] = []
  played: { track: string; at: number; position: number; rate: number }[] = []
  silences = 0
  /** How late what was scheduled is heard. */
  late = 0
  readonly broken = new Set<string>()
  /** Their files cannot be read for now. */
  readonly gone = new Set<string>()
  /** Where not, a voice at another speed than its own cannot be played. */
  stretches = true
  private kept: readonly Voice[] = []
  private playing = new Set<Voice>()

  now = () => this.time
  lead = () => 0.1
  ready = async () => {}
  open = async () => {}
  check = () => this.state
  adjust = () => {}
  away = () => this.kept.some(({ trackId }) => this.gone.has(trackId))
  there = async (id: string) => !this.gone.has(id)

  cue(kind: CueKind, at: number): Sounding {
    const one = { kind, at }
    this.heard.push(one)
    return {
      heardAt: () => at + this.late,
      cancel: () => {
        this.heard = this.heard.filter((other) => other !== one)
      },
    }
  }

  duck(from: number, to: number): void {
    this.ducked.push({ from, to })
  }

  keep(voices: readonly Voice[]): void {
    // As the decks do: a voice of which only the end has changed plays on.
    for (const voice of voices) {
      const same = this.kept.find((one) => !voices.includes(one) && one.from === voice.from && one.trackId === voice.trackId && one.offset === voice.offset)
      if (same && this.playing.has(same)) this.playing.add(voice)
    }
    this.kept = voices
  }

  voice(voice: Voice, _session: number): VoiceState {
    if (!this.kept.includes(voice)) return 'absent'
    if (this.broken.has(voice.trackId)) return { failed: 'cannot be decoded' }
    if (this.gone.has(voice.trackId) && !this.playing.has(voice)) return { failed: 'the file is gone', passing: true }
    if (!this.stretches && voice.rate !== 1) return { failed: 'there is no worker', stretching: true }
    return this.playing.has(voice) ? 'playing' : 'ready'
  }

  play(voice: Voice, at: number, session: number): Moment {
    this.playing.add(voice)
    this.played.push({ track: voice.trackId, at, position: voice.offset + session - voice.from, rate: voice.rate })
    return { heardAt: (due) => at + due - session + this.late }
  }

  silence(): void {
    this.silences++
    this.playing.clear()
    this.heard = this.heard.filter(({ at }) => at <= this.time)
  }
}

export const track = (n: number, tempo: number | null, duration = 240): Track => ({
  id: n.toString(16).padStart(16, '0'),
  file: `${n}.mp3`,
  title: `Track ${n}`,
  artist: null,
  album: null,
  duration,
  tempo,
  tempoFrom: tempo === null ? null : 'tag',
})
