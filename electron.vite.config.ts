import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'

const at = (path: string) => resolve(import.meta.dirname, path)

// Built for the older of the two Electrons that may run it: 33 (Node 20.18, Chrome 130).
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      externalizeDeps: true,
      rolldownOptions: { input: { index: at('src/main/index.ts') }, output: { format: 'es' } },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      // A sandboxed preload can require nothing: everything is in the one file.
      externalizeDeps: false,
      rolldownOptions: { input: { index: at('src/preload/index.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    build: {
      target: 'chrome130',
      // What is loaded must be a file of our own origin, not a data: address, which the content security policy refuses.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: at('src/renderer/index.html'), analysis: at('src/renderer/analysis.html') } },
    },
  },
})
