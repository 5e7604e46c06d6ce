import { calls, events, origin, type Answer, type Args, type CallName, type EventName, type Payload } from '../core/ipc/contract'
import { own } from '../core/own'
import { brokenRule } from '../core/workout/workout'

export type PageName = 'main' | 'analysis'

/** One function for every call of the contract: a missing one fails the type check. `sender`: the contents of the page that calls. */
export type Handlers = { readonly [N in CallName]: (args: Args<N>, sender?: unknown) => Answer<N> | Promise<Answer<N>> }

interface Frame {
  readonly url: string
}
/** What we need of Electron's IpcMainInvokeEvent. */
export interface Caller<Contents> {
  readonly sender: Contents
  readonly senderFrame: Frame | null
}
interface Sender {
  readonly mainFrame: Frame
}

const pagePaths: Readonly<Record<string, PageName>> = { '/': 'main', '/index.html': 'main', '/analysis.html': 'analysis' }
const ours = new URL(origin)

/** The page that a document is, by its address. Node calls the origin of such an address 'null', so the parts are compared. */
export function pageAt(address: string): PageName | null {
  if (!URL.canParse(address)) return null
  const { protocol, host, pathname } = new URL(address)
  return protocol === ours.protocol && host === ours.host ? (own(pagePaths, pathname) ?? null) : null
}

/** The analysis page meets untrusted files, so it may say what its work needs and nothing else. */
const ofAnalysis: ReadonlySet<CallName> = new Set<CallName>(['analysis.reached', 'analysis.done'])
const mayCall = (page: PageName, name: CallName): boolean => name === 'page.error' || ofAnalysis.has(name) === (page === 'analysis')

/**
 * Who calls: the page of the window, if the call comes from the main frame of a window of ours and that frame still shows
 * the page it was opened with.
 */
export function callerOf<Contents extends Sender>(event: Caller<Contents>, windowOf: (contents: Contents) => PageName | null): PageName | null {
  const { sender, senderFrame } = event
  const page = windowOf(sender)
  if (page === null || senderFrame === null || senderFrame !== sender.mainFrame) return null
  return pageAt(senderFrame.url) === page ? page : null
}

/** Checks sender, then shape, then works. What is refused throws an Error. */
export function answer<N extends CallName>(name: N, page: PageName | null, args: unknown, handlers: Handlers, sender?: unknown): Answer<N> | Promise<Answer<N>> {
  if (page === null || !mayCall(page, name)) throw new Error(`${name}: refused, the sender may not call it`)
  const parsed = calls[name].args.safeParse(args)
  if (!parsed.success) throw new Error(`${name}: refused, ${brokenRule(parsed.error, 'the argument')}`)
  return handlers[name](parsed.data as Args<N>, sender)
}

interface Ipc<Event> {
  handle(channel: string, listen: (event: Event, args: unknown) => unknown): void
}

/** Opens one channel for every call of the contract. What a handler throws reaches the page, and Electron logs it. */
export function openChannels<Contents extends Sender>(
  ipc: Ipc<Caller<Contents>>,
  windowOf: (contents: Contents) => PageName | null,
  handlers: Handlers,
): void {
  for (const name of Object.keys(calls) as CallName[]) {
    ipc.handle(name, async (event, args) => answer(name, callerOf(event, windowOf), args, handlers, event.sender))
  }
}

interface Receiver {
  isDestroyed(): boolean
  send(channel: string, payload: unknown): void
}

/** Sends an event to a page; one that is gone misses nothing. */
export function send<N extends EventName>(to: Receiver | undefined, name: N, payload: Payload<N>): void {
  if (to && !to.isDestroyed() && Object.hasOwn(events, name)) to.send(name, payload)
}
