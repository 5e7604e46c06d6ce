import type { Args, Payload } from '../../core/ipc/contract'
import { bridge } from '../bridge'
import { decode } from './decode'

type Result = Args<'analysis.done'>['result']

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

async function analyse({ id, duration }: Payload<'analysis.request'>): Promise<Result> {
  try {
    const sound = await decode(id, duration)
    return await new Promise<Result>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Result>) => resolve(data)
      worker.onerror = ({ message }) => reject(new Error(message))
      worker.postMessage(sound, sound.channels.map(({ buffer }) => buffer))
    })
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

bridge.on('analysis.request', (request) => {
  void analyse(request).then((result) => bridge.call('analysis.done', { id: request.id, result }))
})
void bridge.call('analysis.ready')
