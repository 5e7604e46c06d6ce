import type { Bridge } from '../../core/ipc/contract'
import type { DeskState } from './desk'
import type { Store } from './store'

/** What the list of workouts needs of the desk. */
export interface WorkoutsParts {
  readonly bridge: Bridge
  readonly store: Store<DeskState>
  readonly select: (id: string) => void
  readonly attempt: (work: Promise<unknown>) => Promise<void>
  readonly tell: (text: string) => void
}

/** The workouts to choose from, and those that the user brings or takes away. */
export function createWorkouts({ bridge, store, select, attempt, tell }: WorkoutsParts) {
  const reload = async () => store.set({ workouts: await bridge.call('workouts.list') })
  return {
    /** Takes the list anew. */
    reload,
    /** Lets the user pick a file, and chooses it. */
    open: () =>
      attempt(
        bridge.call('workouts.open').then(async (answer) => {
          if (!answer) return
          if ('failed' in answer) return tell([answer.failed.message, answer.failed.mend].filter(Boolean).join('. '))
          await reload()
          select(answer.opened.id)
        }),
      ),
    async remove(id: string): Promise<void> {
      await attempt(bridge.call('workouts.remove', { id }).then(reload))
      const { workouts, selected } = store.get()
      if (!workouts.some((choice) => choice.id === selected)) select('quick')
    },
  }
}
