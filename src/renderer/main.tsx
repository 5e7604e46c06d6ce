import './jitless'
import './trusted'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { auditionCue, auditionTrack } from './audio/audition'
import './base.css'
import { bridge } from './bridge'
import { createStage } from './stage'

async function failed(what: unknown): Promise<void> {
  console.error(what)
  const message = what instanceof Error ? (what.stack ?? what.message) : String(what)
  // Where main does not answer either, the console is all there is.
  await bridge.call('page.error', { message }).catch(console.error)
}
window.addEventListener('error', ({ error, message }) => void failed(error ?? message))
window.addEventListener('unhandledrejection', ({ reason }) => void failed(reason))

const stage = createStage(bridge, await bridge.call('launch'), (error) => void failed(error))
const root = document.querySelector('#root')
if (root) createRoot(root).render(<App runner={stage} bridge={bridge} audition={{ cue: auditionCue, track: auditionTrack, plan: stage.preview }} />)
