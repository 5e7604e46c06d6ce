import type { MessagePort, Worker } from 'node:worker_threads'
import { nothing } from './nothing'
import type { Store } from './store'

type Port = MessagePort | Worker
interface Request {
  readonly number: number
  readonly name: keyof Store
  readonly args: readonly unknown[]
}
type Reply = { readonly number: number; readonly value: unknown } | { readonly number: number; readonly error: string } | { readonly waits: string | null } | { readonly lost: string }

/** Where the troubles of a database go. */
export interface Troubles {
  /** Why something cannot be written now and waits in memory; null when it is written. */
  waits(reason: string | null): void
  /** Why something will never be kept. */
  lost(reason: string): void
}

/** So many threads are begun in all: one that dies again and again is not worth another. */
const mostLives = 3

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Answers calls from the other end, one after the other. Where the store cannot be opened the reason is told, and nothing is known. */
export function serveStore(port: Port, open: (waits: Troubles['waits']) => Store): void {
  let store: Store | null = null
  let last: Promise<unknown> = Promise.resolve()
  const reply = (message: Reply) => port.postMessage(message)
  function opened(): Store {
    try {
      return open((reason) => reply({ waits: reason }))
    } catch (error) {
      reply({ lost: messageOf(error) })
      return nothing
    }
  }
  const work = async ({ number, name, args }: Request): Promise<void> => {
    try {
      store ??= opened()
      const method = store[name] as (...args: readonly unknown[]) => Promise<unknown>
      reply({ number, value: await method(...args) })
    } catch (error) {
      reply({ number, error: messageOf(error) })
    }
  }
  port.on('message', (request: Request) => {
    last = last.then(() => work(request))
  })
}

/**
 * A store whose every call goes to a thread. One that dies is begun anew, a few times; what it was asked is answered as if
 * nothing were known, and so is everything once there is no other: nobody waits for a database for ever.
 * @param begin starts the thread; may throw
 */
export function connectStore(begin: () => Port, troubles: Troubles): Store {
  type Call = Omit<Request, 'number'> & { resolve(value: unknown): void; reject(error: Error): void }
  const waiting = new Map<number, Call>()
  let port: Port | null = null
  let lives = 0
  let number = 0

  const answer = ({ name, args, resolve }: Call) => resolve((nothing[name] as (...args: readonly unknown[]) => Promise<unknown>)(...args))

  function died(which: Port | null, why: string): void {
    if (which !== port) return
    port = null
    const lost = [...waiting.values()]
    waiting.clear()
    if (lost.length > 0 || lives >= mostLives) troubles.lost(`its thread ended (${why})`)
    lost.forEach(answer)
  }

  function living(): Port | null {
    if (port || lives >= mostLives) return port
    lives++
    try {
      const begun = (port = begin())
      begun.on('message', (reply: Reply) => {
        if ('waits' in reply) return troubles.waits(reply.waits)
        if ('lost' in reply) return troubles.lost(reply.lost)
        const call = waiting.get(reply.number)
        waiting.delete(reply.number)
        if ('error' in reply) call?.reject(new Error(reply.error))
        else call?.resolve(reply.value)
      })
      begun.on('error', (error) => died(begun, messageOf(error)))
      begun.on('exit', (status) => died(begun, `status ${String(status)}`))
      begun.on('close', () => died(begun, 'its thread is gone'))
    } catch (error) {
      troubles.lost(`its thread cannot be begun (${messageOf(error)})`)
    }
    return port
  }

  const call = <N extends keyof Store>(name: N) =>
    ((...args: readonly unknown[]) =>
      new Promise((resolve, reject) => {
        const asked = { name, args, resolve, reject }
        const to = living()
        if (!to) return answer(asked)
        waiting.set(++number, asked)
        to.postMessage({ number, name, args })
      })) as unknown as Store[N]
  return {
    notice: call('notice'), look: call('look'), known: call('known'), page: call('page'), keep: call('keep'), forget: call('forget'), empty: call('empty'),
    note: call('note'), played: call('played'), decisions: call('decisions'), decide: call('decide'), match: call('match'),
    save: call('save'), forgetAnalysis: call('forgetAnalysis'), stored: call('stored'), analysis: call('analysis'), facts: call('facts'), correct: call('correct'),
    fact: call('fact'), setFact: call('setFact'), close: call('close'),
  }
}
