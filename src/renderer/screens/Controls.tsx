import { Icon, type IconName } from '../components/Icon'
import { keepFocus } from '../components/Press'
import type { Action } from '../keys'
import { act } from '../state/act'
import { useDesk, useDeskState, useSecondPress, useView } from '../state/hooks'

function Control({ says, action, icon, text }: { says: string; action: Action; icon?: IconName; text?: string }) {
  const desk = useDesk()
  return (
    <button type="button" aria-label={says} title={says} data-action={action} onPointerDown={keepFocus} onClick={() => act(desk, action)}>
      {icon ? <Icon name={icon} /> : text}
    </button>
  )
}

/** Stops the session at the second press. */
function Stop() {
  const { runner } = useDesk()
  const { armed, press } = useSecondPress(() => runner.stop(), 3000)
  return (
    <button type="button" aria-label={armed ? 'Press again to stop' : 'Stop'} title="Stop" data-action="stop" data-armed={armed} onPointerDown={keepFocus} onClick={press}>
      {armed ? 'Stop?' : <Icon name="stop" />}
    </button>
  )
}

export function Controls() {
  const running = useView((view) => view?.state === 'running')
  const favourite = useView((view) => view?.track?.favourite ?? false)
  const muted = useDeskState(({ preferences }) => preferences.muted)
  const fullscreen = useDeskState(({ fullscreen }) => fullscreen)
  return (
    <div className="controls" role="toolbar" aria-label="Session">
      <Stop />
      <div>
        <Control says="Restart the segment" action="restart" icon="restart" />
        <Control says="Previous segment" action="previous" icon="previous" />
        <Control says="Back 10 seconds" action="back" text="−10" />
        <Control says={running ? 'Pause' : 'Go on'} action="toggle" icon={running ? 'pause' : 'play'} />
        <Control says="Forward 10 seconds" action="forward" text="+10" />
        <Control says="Next segment" action="next" icon="next" />
      </div>
      <div className="wish">
        <Control says="Other track" action="other-track" text="Other" />
        <Control says={favourite ? 'Liked: no favourite any more' : 'Like: a favourite'} action="like" text={favourite ? 'Liked' : 'Like'} />
        <Control says="Never play this track again" action="ban" text="Never" />
      </div>
      <div>
        <Control says={muted ? 'All sound on' : 'All sound off'} action="mute-all" icon={muted ? 'muted' : 'sound'} />
        <Control says={fullscreen ? 'Leave full screen' : 'Full screen'} action="fullscreen" icon={fullscreen ? 'window' : 'full'} />
        <Control says="Show the keys" action="keys" text="?" />
      </div>
    </div>
  )
}
