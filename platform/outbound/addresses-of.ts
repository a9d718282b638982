import { lookup, Resolver } from 'node:dns/promises'
import { addressesInHosts } from './hosts-file.ts'
import { createTurns } from './turns.ts'

/** Where names are looked up; tests say so in place of the system's settings. */
export interface NameSources {
  readonly hosts?: string
  readonly servers?: readonly string[]
  /** The system's own way, which knows more than DNS. It holds a thread. */
  readonly system?: (host: string) => Promise<readonly string[]>
}

/** ms for the first answer of a server, and how often it is asked; the second time it has twice as long. */
const patience = { timeout: 2_000, tries: 2 }

/** Threads that names may hold; the process has four, for files, passwords and compression as well. */
const mostThreads = 2
const inTurn = createTurns(mostThreads)

/** Answers after which the system may still know the name: by a search domain, a directory, or DNS of some networks only. */
const unknown = new Set(['ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'EREFUSED', 'ECONNREFUSED', 'ENOTIMP', 'EBADNAME'])

/**
 * The addresses of a name: as the operator wrote them down, else from DNS, else by whatever else this system knows. A slow DNS
 * holds no thread, so that any number of names may be waited for; the system's own way does, and is asked two at a time, only
 * where DNS has answered that it does not know the name.
 */
export const addressesOf = async (
  host: string,
  signal: AbortSignal,
  { hosts, servers, system = bySystem }: NameSources = {},
): Promise<readonly string[]> => {
  const written = await addressesInHosts(host, hosts)
  if (written.length > 0) return fourFirst(written)
  try {
    return await byDns(host, signal, servers)
  } catch (error) {
    if (signal.aborted || !unknown.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    return inTurn(() => system(host), signal)
  }
}

/** IPv4 where there is any, as most receivers have: of the other addresses nobody makes use. */
const byDns = async (host: string, signal: AbortSignal, servers?: readonly string[]): Promise<string[]> => {
  const resolver = new Resolver(patience)
  if (servers) resolver.setServers(servers)
  const stop = () => resolver.cancel()
  signal.addEventListener('abort', stop)
  try {
    return await resolver.resolve4(host).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENODATA') return resolver.resolve6(host)
      throw error
    })
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

const bySystem = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true, order: 'ipv4first' })).map(({ address }) => address)

const fourFirst = (addresses: readonly string[]): string[] =>
  addresses.toSorted((a, b) => Number(a.includes(':')) - Number(b.includes(':')))
