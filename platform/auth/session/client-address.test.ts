import { expect, it } from 'vitest'
import { addressBlock, clientAddress, type TrustProxy } from './client-address.ts'

const seen = (trustProxy: TrustProxy, socket: string, forwarded?: string | string[]) =>
  clientAddress(trustProxy)({ socket: { remoteAddress: socket }, headers: { 'x-forwarded-for': forwarded } })

it.each<[TrustProxy, string, string | undefined, string]>([
  [false, '203.0.113.1', '1.1.1.1', '203.0.113.1'],
  [0, '203.0.113.1', '1.1.1.1', '203.0.113.1'],
  [true, '10.0.0.1', undefined, '10.0.0.1'],
  [true, '10.0.0.1', '1.1.1.1, 203.0.113.1', '203.0.113.1'],
  [1, '10.0.0.1', '1.1.1.1, 203.0.113.1', '203.0.113.1'],
  [2, '10.0.0.1', '1.1.1.1, 203.0.113.1, 10.0.0.2', '203.0.113.1'],
  [2, '10.0.0.1', '203.0.113.1', '203.0.113.1'],
  [1, '10.0.0.1', 'nonsense', '10.0.0.1'],
  ['10.0.0.0/8', '10.0.0.1', '1.1.1.1, 203.0.113.1, 10.9.9.9', '203.0.113.1'],
  ['10.0.0.0/8', '203.0.113.1', '1.1.1.1', '203.0.113.1'],
  ['10.0.0.1, ::1', '::1', '203.0.113.1', '203.0.113.1'],
  [false, '::ffff:203.0.113.1', undefined, '203.0.113.1'],
])('A47 limit bypass: trusting %s, %s that forwards for %s is %s', (trust, socket, forwarded, expected) => {
  expect(seen(trust, socket, forwarded)).toBe(expected)
})

it('A47 limit bypass: a second header does not hide the first', () => {
  expect(seen(1, '10.0.0.1', ['1.1.1.1', '203.0.113.1'])).toBe('203.0.113.1')
})

it('counts an IPv6 customer by the network that is given to one customer', () => {
  expect(addressBlock('2001:db8:1:2::1')).toBe('2001:db8:1:2::/64')
  expect(addressBlock('2001:0DB8:1:2:ffff:ffff:ffff:ffff')).toBe('2001:db8:1:2::/64')
  expect(addressBlock('::1')).toBe('0:0:0:0::/64')
  expect(addressBlock('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(addressBlock('203.0.113.1')).toBe('203.0.113.1')
})
