import type { WorkerScope } from './worker-scope.ts'

/** Put in by the build: the files of this version, each with a digest where its name holds none. */
declare const shellFiles: readonly (readonly [path: string, digest: string])[]
/** Names this version: a digest of all its files. */
declare const shellVersion: string

const worker = globalThis as unknown as WorkerScope
const files = shellFiles
const family = 'zhike-shell-'
const current = family + shellVersion
const paths = new Set(files.map(([path]) => path))

/**
 * Keeps the app itself on the device, so that it opens without a network: pages, scripts, styles, icons. What the server
 * says about the company is never kept here; whoever sits down next finds nothing of whoever sat here before.
 */
worker.addEventListener('install', (event) => event.waitUntil(fill()))

const fill = async () => {
  const cache = await caches.open(current)
  await Promise.all(
    files.map(async ([path, digest]) => {
      // A name with a digest never means anything else: what an earlier version brought is good.
      const known = digest === '' ? await caches.match(path, { ignoreVary: true }) : undefined
      const answer = known ?? (await fetch(path, { cache: digest === '' ? 'default' : 'reload' }))
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
      await cache.put(path, answer)
    }),
  )
}

/** It waits until the person says so: two versions on one screen would not fit together. */
worker.addEventListener('message', (event) => {
  if (event.data === 'take over') void worker.skipWaiting()
})

worker.addEventListener('activate', (event) => event.waitUntil(takeOver()))

const takeOver = async () => {
  // The version before stays: another tab may still show it, and asks for parts that the server has no longer.
  const others = (await caches.keys()).filter((name) => name.startsWith(family) && name !== current)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
  await worker.clients.claim()
}

worker.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== 'GET' || origin !== location.origin) return
  if (mode === 'navigate') {
    if (isPage(pathname)) event.respondWith(kept('/index.html', event.request))
  } else if (paths.has(pathname) || pathname.startsWith('/assets/')) event.respondWith(kept(pathname, event.request))
})

/** The server answers these itself. */
const isPage = (pathname: string) =>
  !/^\/(api|healthz|readyz|metrics|version)([/;]|$)/.test(pathname) && !/\.\w+$/.test(pathname)

const kept = async (path: string, request: Request): Promise<Response> =>
  (await (await caches.open(current)).match(path, { ignoreVary: true })) ??
  (await caches.match(path, { ignoreVary: true })) ??
  fetch(request)
