import type { Bridge, Launch } from '../core/ipc/contract'
import { musicAt, reasonOf, type Setlist } from '../core/music/setlist'
import type { Plan } from '../core/workout/plan'
import { WebSound } from './audio/sound'
import type { Preview } from './audio/ports'
import { Rehearsal } from './rehearsal'
import { Runner, type Listener } from './runner'
import { clock } from './screens/clock'
import { phaseWords } from './screens/words'
import type { Session } from './state/desk'

/** A segment as a line for the terminal: when, what, how long, to which track. */
export function lineOf(plan: Plan, setlist: Setlist, index: number): string {
  const segment = plan.segments[index]
  if (!segment) return ''
  const { start, end, phase, round, label } = segment
  const music = musicAt(setlist, start)
  const what = [phaseWords[phase], round === null ? '' : `${round}/${plan.rounds}`, label ?? ''].filter(Boolean).join(' ')
  const song = music ? `${music.track.title}${music.track.artist ? ` by ${music.track.artist}` : ''} (${reasonOf(music)})` : 'no music'
  return `${clock(start).padStart(7)}  ${what.padEnd(14)} ${clock(end - start).padStart(7)}  ${song}`
}

/**
 * A session gives back this often what it has used up, in ms, first when its start is over. It is much memory that the collector sees only
 * the shells of: samples, pictures of the screen, and what the start needed.
 */
const tidyMs = 4000
const firstTidyMs = 1500

/** The runner with real sound, telling the main process what happens. */
export function createStage(bridge: Bridge, { version, electron }: Launch, failed: (error: unknown) => void): Session & { readonly preview: Preview } {
  let tidying: ReturnType<typeof setTimeout> | undefined
  const tidy = (): void => {
    bridge.tidy()
    tidying = setTimeout(tidy, tidyMs)
  }
  const listener: Listener = {
    started(session) {
      clearTimeout(tidying)
      tidying = setTimeout(tidy, firstTidyMs)
      void bridge.call('session.started', session).catch(failed)
    },
    segment(plan, setlist, index) {
      const phase = plan.segments[index]?.phase ?? 'prep'
      void bridge.call('session.segment', { index, phase, text: lineOf(plan, setlist, index) }).catch(failed)
    },
    marked: ({ id }, mark) => void bridge.call('track.mark', { ids: [id], mark }).catch(failed),
    journal: (entries) => void bridge.call('session.journal', { entries: [...entries] }).catch(failed),
    ended(report, heard) {
      clearTimeout(tidying)
      void bridge.call('session.ended', { report, heard: [...heard].map(([id, seconds]) => ({ id, seconds })) }).catch(failed)
    },
  }
  const sound = new WebSound(() => bridge.call('sound.restart'))
  const rehearsal = new Rehearsal(sound)
  const runner = new Runner(sound, listener, () => ({ app: version, electron }))
  return {
    view: runner.view,
    subscribe: runner.subscribe,
    preview: {
      play: (of, from, to) => rehearsal.play(of, from, to),
      stop: () => rehearsal.stop(),
    },
    ready: (workout, preferences, directed) => runner.ready(workout, preferences, directed),
    start(workout, preferences, music, waits, interrupted) {
      rehearsal.stop()
      return runner.start(workout, preferences, music, waits, interrupted)
    },
    toggle: () => runner.toggle(),
    pause: (reason) => runner.pause(reason),
    move: (by) => runner.move(by),
    goBack: () => runner.goBack(),
    skipTrack: () => runner.skipTrack(),
    ban: () => runner.ban(),
    undo: () => runner.undo(),
    like: () => runner.like(),
    stop: () => runner.stop(),
    close: () => runner.close(),
    adjust: (preferences) => runner.adjust(preferences),
  }
}
