import type { Bridge } from '../core/ipc/contract'

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly roundhouse: Bridge
  }
}

/** The way to the main process. */
export const bridge: Bridge = window.roundhouse
