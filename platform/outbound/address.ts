import { BlockList, isIP } from 'node:net'

/** Networks that are not the public internet, or lead back into ours: IANA's special-purpose registries, and clouds' own. */
const closed4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Metadata services outside the above: Azure's wire server.
  '168.63.129.16/32',
]
/** Of IPv6 only what is handed out for the public (2000::/3), without the parts of it that carry IPv4 or are for special use. */
const open6 = '2000::/3'
const closed6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

const listOf = (networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList()
  for (const network of networks) {
    const [address, bits] = network.split('/')
    list.addSubnet(address!, Number(bits), family)
  }
  return list
}

const denied4 = listOf(closed4, 'ipv4')
const allowed6 = listOf([open6], 'ipv6')
const denied6 = listOf(closed6, 'ipv6')

/** Is this address one of the public internet. Anything that is no address is not. */
export const isPublicAddress = (address: string): boolean => {
  // IPv4 in the clothes of IPv6 (::ffff:…) lies outside of 2000::/3, as do loopback, link-local, unique local and NAT64.
  if (isIP(address) === 6) return allowed6.check(address, 'ipv6') && !denied6.check(address, 'ipv6')
  return isIP(address) === 4 && !denied4.check(address, 'ipv4')
}
