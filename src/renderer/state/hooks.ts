import { createContext, use, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Seconds } from '../../core/workout/workout'
import type { RunView } from '../runner'
import type { BenchState } from './bench'
import type { CollectionState } from './collection'
import type { Desk, DeskState } from './desk'
import type { EarsState } from './ears'
import type { SoundtrackState } from './soundtrack'
import type { PlannerState } from './planner'

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (!desk) throw new Error('a screen outside of the App')
  return desk
}

/** A part of the shared state. `select` must give the same value for the same state. */
export function useDeskState<T>(select: (state: DeskState) => T): T {
  const { store } = useDesk()
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}

/** A part of the state of the list of tracks. `select` must give the same value for the same state. */
export function useCollection<T>(select: (state: CollectionState) => T): T {
  const { store } = useDesk().collection
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}

/** A part of the state of the track that is on the bench. `select` must give the same value for the same state. */
export function useBench<T>(select: (state: BenchState) => T): T {
  const { store } = useDesk().bench
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}

/** A part of what is being heard from a list. `select` must give the same value for the same state. */
export function useEars<T>(select: (state: EarsState) => T): T {
  const { store } = useDesk().ears
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}

/** A part of what is known of the soundtrack. `select` must give the same value for the same state. */
export function useFinder<T>(select: (state: SoundtrackState) => T): T {
  const { store } = useDesk().finder
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}

/** A part of the state of the plan. `select` must give the same value for the same state. */
export function usePlanner<T>(select: (state: PlannerState) => T): T {
  const { store } = useDesk().planner
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}

/** Calls `paint` with where the track stands: at every change, and while it plays with every frame. */
export function useTrackPaint(paint: (at: Seconds) => void): void {
  const { bench } = useDesk()
  const playing = useBench(({ listening }) => listening === 'playing')
  const latest = useRef(paint)
  useEffect(() => {
    latest.current = paint
    paint(bench.at())
  })
  useEffect(() => {
    if (!playing) return bench.store.subscribe(() => latest.current(bench.at()))
    let frame = 0
    const next = () => {
      latest.current(bench.at())
      frame = requestAnimationFrame(next)
    }
    next()
    return () => cancelAnimationFrame(frame)
  }, [bench, playing])
}

/**
 * A part of the running session. The view changes at every tick; a component is made anew only when what it selects
 * changed, so `select` must give a text, a number, a truth value or an object out of the view.
 */
export function useView<T>(select: (view: RunView | null) => T): T {
  const { runner } = useDesk()
  return useSyncExternalStore(runner.subscribe, () => select(runner.view()))
}

/** Calls `paint` at every change of the session, past React, for what moves all the time. */
export function usePaint(paint: (view: RunView) => void): void {
  const { runner } = useDesk()
  useEffect(() => {
    const repaint = () => {
      const view = runner.view()
      if (view) paint(view)
    }
    repaint()
    return runner.subscribe(repaint)
  })
}

const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'wheel'] as const

/** True after so many milliseconds without any input. */
export function useIdle(afterMs: number): boolean {
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    let timer = setTimeout(setIdle, afterMs, true)
    const awake = () => {
      clearTimeout(timer)
      timer = setTimeout(setIdle, afterMs, true)
      setIdle(false)
    }
    for (const sign of signs) window.addEventListener(sign, awake)
    return () => {
      clearTimeout(timer)
      for (const sign of signs) window.removeEventListener(sign, awake)
    }
  }, [afterMs])
  return idle
}

/** A button that asks to be pressed twice: the first press arms it for `withinMs`, the second does the work. */
export function useSecondPress(work: () => void, withinMs: number): { armed: boolean; press: () => void } {
  const [armed, setArmed] = useState(false)
  useEffect(() => {
    if (!armed) return
    const timer = setTimeout(setArmed, withinMs, false)
    return () => clearTimeout(timer)
  }, [armed, withinMs])
  const press = () => {
    setArmed(!armed)
    if (armed) work()
  }
  return { armed, press }
}
