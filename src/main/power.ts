import { powerMonitor, powerSaveBlocker } from 'electron'

/** Keeps the display awake, or lets it sleep again. */
export function createAwake(): (on: boolean) => void {
  let blocker: number | null = null
  return (on) => {
    if (on && blocker === null) blocker = powerSaveBlocker.start('prevent-display-sleep')
    if (!on && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
}

export const onSuspend = (listen: () => void): void => void powerMonitor.on('suspend', listen)
