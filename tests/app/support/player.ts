// What plays, brought into the application's page for a test to play what it likes: built by playback.spec.ts.
import { Deck } from '../../../src/renderer/audio/deck'
import { auditionTrack } from '../../../src/renderer/audio/audition'
import { openContext, openGraph } from '../../../src/renderer/audio/graph'
import { shelf } from '../../../src/renderer/audio/shelf'
import type { Voice } from '../../../src/core/music/mix'

/** Hz of a mark: no pitch of a ruler's. A mark is heard whose middle is so much before what it marks. */
const mark = { hertz: 9000, seconds: 0.03, before: 0.1 } as const

const { context, music, cues } = openGraph(openContext())
void context.resume()
const sleep = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000))

/** Marks a context time in what is recorded. */
function markAt(when: number): void {
  const { hertz, seconds, before } = mark
  const length = Math.round(seconds * context.sampleRate)
  const buffer = new AudioBuffer({ sampleRate: context.sampleRate, length, numberOfChannels: 1 })
  buffer.copyToChannel(Float32Array.from({ length }, (_, i) => 0.4 * Math.sin((Math.PI * i) / length) ** 2 * Math.cos((2 * Math.PI * hertz * (i - length / 2)) / context.sampleRate)), 0)
  const source = new AudioBufferSourceNode(context, { buffer })
  source.connect(cues)
  source.start(when - before - seconds / 2)
}

const voice = (trackId: string, offset: number, seconds: number): Voice => ({
  index: 0, trackId, from: 0, to: seconds, offset, rate: 1, bar: null, gain: 0, join: 'fade', fadeIn: 0, fadeOut: 0, under: [],
})

/**
 * Plays a place of a track on a deck, and marks when it is due. Answers how long it took to get ready, in seconds.
 * @param move by so many seconds the deck is moved in the middle of it
 */
async function deck(trackId: string, offset: number, seconds: number, move = 0): Promise<number> {
  const asked = performance.now()
  const one = new Deck(context, music, shelf, voice(trackId, offset, seconds), 0)
  while (one.state(0) === 'loading') await sleep(0.005)
  const state = one.state(0)
  if (state !== 'ready') throw new Error(JSON.stringify(state))
  const took = (performance.now() - asked) / 1000
  const when = context.currentTime + 0.25
  markAt(when)
  one.play(when, 0)
  if (move !== 0) {
    await sleep(0.25 + seconds / 2)
    one.move(move)
  }
  while (context.currentTime < when + seconds) await sleep(0.01)
  one.release()
  await sleep(0.15)
  return took
}

/** Plays a place of a track as the screens do. Answers which place should be heard at the mark, by what is said to be heard. */
async function audition(trackId: string, place: number, seconds: number): Promise<number> {
  const recording = auditionTrack(trackId, 1e9, () => {})
  recording.play(place)
  while (recording.state() !== 'playing') {
    if (recording.state() === 'failed') throw new Error('it cannot be played')
    await sleep(0.005)
  }
  await sleep(0.3)
  // A moment later than what is said to be heard now is marked.
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp()
  const heard = contextTime + (performance.now() - performanceTime) / 1000
  const said = recording.at()
  const when = context.currentTime + 0.25
  markAt(when)
  await sleep(seconds)
  recording.close()
  await sleep(0.15)
  return said + when - heard
}

export type Player = { readonly deck: typeof deck; readonly audition: typeof audition }
Object.assign(window, { player: { deck, audition } satisfies Player })
