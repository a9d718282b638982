import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const source = fileURLToPath(new URL('service-worker.ts', import.meta.url))

/** Builds the service worker once everything else is there, with the list of what it keeps written into it. */
export const serviceWorker = (): Plugin => ({
  name: 'service-worker',
  apply: 'build',
  async writeBundle({ dir }) {
    const outDir = dir!
    const files = await shellFiles(outDir)
    const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)
    await build({
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      define: { shellFiles: JSON.stringify(files), shellVersion: JSON.stringify(version) },
      build: {
        outDir,
        emptyOutDir: false,
        target: 'es2023',
        rolldownOptions: { input: source, output: { format: 'iife', entryFileNames: 'service-worker.js' } },
      },
    })
  },
})

/** Everything that was built. Names in assets/ hold a digest of their content; for the others it is added. */
const shellFiles = async (outDir: string): Promise<readonly (readonly [string, string])[]> => {
  const found: (readonly [string, string])[] = []
  for await (const name of glob('**/*.*', { cwd: outDir })) {
    if (name === 'service-worker.js') continue
    const named = name.startsWith(`assets${path.sep}`)
    const digest = () =>
      createHash('sha256')
        .update(readFileSync(path.join(outDir, name)))
        .digest('hex')
        .slice(0, 16)
    found.push([`/${name.split(path.sep).join('/')}`, named ? '' : digest()])
  }
  return found.sort(([one], [other]) => (one < other ? -1 : 1))
}
