import { BlockList, isIP, isIPv6 } from 'node:net'

/**
 * Which proxies may say who the client is: none (false), the one before us (true), that many in a row (a number), or
 * those with these addresses ('10.0.0.0/8, ::1').
 */
export type TrustProxy = boolean | number | string

/** As much of a request as tells where it came from. */
export interface Peer {
  readonly headers: { readonly [name: string]: string | string[] | undefined }
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/**
 * Tells the address of the other end. X-Forwarded-For is read from its right end, where proxies append, and only as far
 * as proxies of ours wrote it: everything further left the client may have invented.
 */
export const clientAddress = (trustProxy: TrustProxy) => {
  const trusts = trusted(trustProxy)
  return ({ headers, socket }: Peer): string => {
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
    const hops = [socket.remoteAddress ?? '', ...forwarded.reverse().map((entry) => entry.trim())].map(unmapped)
    let hop = 0
    while (trusts(hops[hop] ?? '', hop) && isIP(hops[hop + 1] ?? '')) hop++
    return hops[hop] ?? ''
  }
}

const trusted = (trustProxy: TrustProxy): ((address: string, hop: number) => boolean) => {
  if (typeof trustProxy !== 'string') return (_, hop) => hop < Number(trustProxy)
  const list = new BlockList()
  for (const entry of trustProxy.split(',').map((each) => each.trim())) {
    const [address = '', bits] = entry.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (isIP(address)) list.addSubnet(address, bits ? Number(bits) : family === 'ipv6' ? 128 : 32, family)
  }
  return (address) => isIP(address) > 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** An IPv4 peer of an IPv6 socket. */
const unmapped = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')

/** What attempts are counted by: an IPv4 address, or the /64 that an IPv6 customer is given whole. */
export const addressBlock = (address: string): string => {
  if (!isIPv6(address)) return address
  const [head = '', tail] = (address.toLowerCase().split('%')[0] ?? '').split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  const groups = [...left, ...zeros, ...right].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
