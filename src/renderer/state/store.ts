/** A value, a setter and a set of listeners. */
export interface Store<T> {
  get(): T
  set(patch: Partial<T>): void
  subscribe(listen: () => void): () => void
}

export function createStore<T extends object>(first: T): Store<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(patch) {
      value = { ...value, ...patch }
      for (const listen of listeners) listen()
    },
    subscribe(listen) {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
  }
}
