import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { silentIcons } from './silent-icons.ts'
import { markdown } from './help/markdown-plugin.ts'
import { serviceWorker } from './worker/worker-plugin.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

/** `API` points the development server at a running Zhike; the built files are served by Zhike itself. */
export default defineConfig({
  root,
  plugins: [react(), markdown(), silentIcons(), serviceWorker()],
  build: {
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // The content security policy allows no inline script, and data: URLs only for images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': process.env.API ?? 'http://127.0.0.1:3000' } },
  preview: { proxy: { '/api': process.env.API ?? 'http://127.0.0.1:3000' } },
})
