import { protocol } from 'electron'
import { origin } from '../core/ipc/contract'
import { log } from './log'
import { serveMedia } from './media'
import { servePage, type Places } from './pages'

const { protocol: scheme, host } = new URL(origin)

/** Must come before the app is ready. 'standard' gives the pages an origin, 'stream' lets media seek. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: scheme.slice(0, -1), privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** Serves the pages, the cue sounds and the library's files under one origin. */
export function serveOrigin(places: Places, pathOf: (id: string) => string | undefined): void {
  protocol.handle(scheme.slice(0, -1), async (request) => {
    try {
      const url = new URL(request.url)
      if (url.host !== host) return new Response(null, { status: 404 })
      return await (url.pathname.startsWith('/media/') ? serveMedia(request, pathOf) : servePage(request, places))
    } catch (error) {
      log(`request for ${request.url}`, error)
      return new Response(null, { status: 500 })
    }
  })
}
