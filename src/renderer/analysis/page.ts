import '../trusted'
import type { Args, Payload } from '../../core/ipc/contract'
import { bridge } from '../bridge'
import { decode, open } from '../decoding/decode'
import { Gone, openSource } from '../decoding/source'
import type { Answer, Job } from './worker'

type Result = Args<'analysis.done'>['result']

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

/** One message, one answer. */
function ask(job: Job, transfer: Transferable[] = []): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(job, transfer)
  })
}

/** Decodes the next piece while the worker listens to the one before; never more than these two are there. */
async function listen(id: string): Promise<Result> {
  const media = await open(await openSource(id))
  let heard: Promise<Answer> | null = null
  let seconds = 0
  try {
    for await (const { channels, sampleRate } of decode(media)) {
      await heard
      const length = channels[0]?.length ?? 0
      heard = ask({ channels, sampleRate }, channels.map(({ buffer }) => buffer))
      seconds += length / sampleRate
      void bridge.call('analysis.reached', { id, seconds })
    }
  } catch (error) {
    // What breaks off in the middle is heard up to there, as it is when it is played.
    if (heard === null || !(error instanceof DOMException)) throw error
  }
  if (heard === null) return { failed: 'it holds no sound' }
  await heard
  const answer = await ask('finish')
  return answer === 'more' ? brokeOff : answer
}

const brokeOff: Result = { failed: 'the analysis broke off', passing: true }

const failureOf = (error: unknown): Result => {
  if (error instanceof Gone) return { failed: error.message, passing: true }
  if (error instanceof DOMException) return { failed: 'its audio cannot be decoded' }
  return error instanceof Error ? { failed: error.message.slice(0, 300) } : brokeOff
}

async function analyse({ id }: Payload<'analysis.request'>): Promise<void> {
  const result = await listen(id).catch(async (error: unknown): Promise<Result> => {
    await ask('forget')
    return failureOf(error)
  })
  await bridge.call('analysis.done', { id, result })
}

bridge.on('analysis.request', (request) => void analyse(request))
