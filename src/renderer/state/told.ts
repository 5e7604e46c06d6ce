import type { Bridge } from '../../core/ipc/contract'
import type { DeskState, Session } from './desk'
import type { Store } from './store'

/** What main tells stays on the running session's screen so long, in milliseconds. */
const newsMs = 10_000

export interface ToldParts {
  readonly bridge: Bridge
  readonly store: Store<DeskState>
  readonly runner: Pick<Session, 'view' | 'close'>
  /** Takes the list of workouts anew. */
  readonly reload: () => Promise<void>
  readonly startIfReady: () => void
  readonly attempt: (work: Promise<unknown>) => Promise<void>
  readonly tell: (text: string) => void
}

/** Listens to what main tells of its own accord: news for the user, and what another start asks of this window. */
export function listenToMain({ bridge, store, runner, reload, startIfReady, attempt, tell }: ToldParts): readonly (() => void)[] {
  const { get, set } = store

  async function takeOver(workout: string, start: boolean): Promise<void> {
    const [, library] = await Promise.all([reload(), bridge.call('library.status')])
    const view = runner.view()
    if (view?.state === 'running' || view?.state === 'paused') return
    if (view) runner.close()
    set({ library, selected: workout, screen: 'home', ...(start && get().starting === 'no' && { starting: 'waiting' }) })
    startIfReady()
  }

  return [
    bridge.on('app.notice', ({ text }) => {
      tell(text)
      set({ urgent: text })
      setTimeout(() => get().urgent === text && set({ urgent: null }), newsMs)
    }),
    bridge.on('app.asked', ({ workout, start }) => void attempt(takeOver(workout, start))),
  ]
}
