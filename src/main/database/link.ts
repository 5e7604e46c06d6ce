import type { MessagePort, Worker } from 'node:worker_threads'
import type { Store } from './store'

type Port = MessagePort | Worker
interface Request {
  readonly number: number
  readonly name: keyof Store
  readonly args: readonly unknown[]
}
type Reply = { readonly number: number; readonly value: unknown } | { readonly number: number; readonly error: string }

/** Answers calls from the other end, one after the other. Where the store cannot be opened every call fails with the reason. */
export function serveStore(port: Port, open: () => Store): void {
  let store: Store | null = null
  let last: Promise<unknown> = Promise.resolve()
  const work = async ({ number, name, args }: Request): Promise<void> => {
    try {
      store ??= open()
      const method = store[name] as (...args: readonly unknown[]) => Promise<unknown>
      port.postMessage({ number, value: await method(...args) })
    } catch (error) {
      port.postMessage({ number, error: error instanceof Error ? error.message : String(error) })
    }
  }
  port.on('message', (request: Request) => {
    last = last.then(() => work(request))
  })
}

/** A store whose every call goes through the port. */
export function connectStore(port: Port): Store {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let number = 0
  port.on('message', (reply: Reply) => {
    const call = waiting.get(reply.number)
    waiting.delete(reply.number)
    if ('error' in reply) call?.reject(new Error(reply.error))
    else call?.resolve(reply.value)
  })
  const call = <N extends keyof Store>(name: N) =>
    ((...args: readonly unknown[]) =>
      new Promise((resolve, reject) => {
        waiting.set(++number, { resolve, reject })
        port.postMessage({ number, name, args })
      })) as unknown as Store[N]
  return {
    notice: call('notice'), look: call('look'), known: call('known'), page: call('page'), keep: call('keep'), forget: call('forget'), empty: call('empty'),
    note: call('note'), played: call('played'), decisions: call('decisions'), decide: call('decide'), match: call('match'),
    save: call('save'), forgetAnalysis: call('forgetAnalysis'), stored: call('stored'), analysis: call('analysis'), facts: call('facts'), correct: call('correct'),
    fact: call('fact'), setFact: call('setFact'), close: call('close'),
  }
}
