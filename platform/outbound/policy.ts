import { BlockList, isIP } from 'node:net'
import { isPublicAddress } from './address.ts'

/** Where this installation may call to. */
export interface OutboundPolicy {
  /** The URL could be called: its form, its port, and its address where it names one. */
  allowsUrl(url: URL): boolean
  /** A connection to this address and port may be opened. */
  allowsAddress(address: string, port: number): boolean
}

const usualPorts = new Set([80, 443, 8443])

/** `10.1.2.3`, `10.1.0.0/16`, `10.1.2.3:8080`, `[fd00::1]:8080`. */
const entryPattern = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?:\/(\d{1,3}))?(?::(\d{1,5}))?$/i

/** Is it an address as the operator may allow one. */
export const isAllowEntry = (text: string): boolean => {
  const [, six, four] = entryPattern.exec(text) ?? []
  return isIP(six ?? four ?? '') !== 0
}

/**
 * Public addresses on the usual ports, and what the operator adds by name (`allow`): a receiver in the own network is
 * nobody's to reach but by her decision.
 */
export const outboundPolicy = (allow: readonly string[] = []): OutboundPolicy => {
  const added = allow.map((text) => {
    const [, six, four, bits, port] = entryPattern.exec(text)!
    const list = new BlockList()
    const family = six ? 'ipv6' : 'ipv4'
    list.addSubnet(six ?? four!, bits ? Number(bits) : six ? 128 : 32, family)
    return { list, family, port: port ? Number(port) : null } as const
  })
  const isAdded = (address: string, port: number) =>
    added.some(
      (a) =>
        isIP(address) === (a.family === 'ipv6' ? 6 : 4) &&
        a.list.check(address, a.family) &&
        (a.port === null ? usualPorts.has(port) : a.port === port),
    )
  const allowsAddress = (address: string, port: number) =>
    isAdded(address, port) || (usualPorts.has(port) && isPublicAddress(address))
  return {
    allowsAddress,
    allowsUrl(url) {
      if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return false
      const host = hostOf(url)
      if (isIP(host)) return allowsAddress(host, portOf(url))
      // A name is looked up when it is called; here only what could never be right. Names of the own machine have no dot.
      return (
        host.includes('.') &&
        !/(^|\.)(localhost|local|internal|localdomain|home\.arpa)\.?$/i.test(host) &&
        (usualPorts.has(portOf(url)) || added.some((a) => a.port === portOf(url)))
      )
    },
  }
}

/** The host as an address or a name; the URL parser has written odd notations (0177.1, 2130706433) as plain addresses. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** The port that is called, where the address names none too. */
export const portOf = (url: URL): number =>
  url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
