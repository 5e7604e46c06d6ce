import { contextBridge, ipcRenderer, webFrame, webUtils, type IpcRendererEvent } from 'electron'
import './jitless'
import { calls, events, type Bridge } from '../core/ipc/contract'

/** The only way out of a page: the calls and events of the contract, by name. Main checks everything again. */
const bridge: Bridge = {
  call(name, ...args) {
    // A page has no path to give; what is dragged in comes by `take`.
    if (!Object.hasOwn(calls, name) || name === 'library.take') return Promise.reject(new Error(`${String(name)}: no such call`))
    return ipcRenderer.invoke(name, args[0])
  },
  on(name, listen) {
    if (!Object.hasOwn(events, name)) throw new Error(`${String(name)}: no such event`)
    const heard = (_event: IpcRendererEvent, payload: Parameters<typeof listen>[0]) => listen(payload)
    ipcRenderer.on(name, heard)
    return () => void ipcRenderer.off(name, heard)
  },
  take(files) {
    const paths = files.filter((file) => file instanceof File).map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '')
    return ipcRenderer.invoke('library.take', { paths })
  },
  tidy: () => webFrame.clearCache(),
}

contextBridge.exposeInMainWorld('roundhouse', bridge)
