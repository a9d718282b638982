import { expect, it } from 'vitest'
import { credentialCache } from './credential-cache.ts'

it('asks once for what is asked at the same time and shortly after', async () => {
  let asked = 0
  const cache = credentialCache<number>()
  const load = async () => ++asked
  expect(await Promise.all([cache.get('a', load), cache.get('a', load)])).toEqual([1, 1])
  expect(await cache.get('a', load)).toBe(1)
  expect(await cache.get('b', load)).toBe(2)
})

it('A41 revocation: a look-up that began before the revocation is not remembered after it', async () => {
  const cache = credentialCache<string>()
  const slow = Promise.withResolvers<string>()
  const before = cache.get('a', () => slow.promise)
  cache.clear()
  slow.resolve('still signed in')
  await before
  expect(await cache.get('a', async () => null)).toBeNull()
})

it('remembers neither refusals nor failures', async () => {
  const cache = credentialCache<string>()
  expect(await cache.get('a', async () => null)).toBeNull()
  await expect(cache.get('a', () => Promise.reject(new Error('database away')))).rejects.toThrow('database away')
  expect(await cache.get('a', async () => 'here')).toBe('here')
})

it('forgets the oldest when ten thousand others came after it', async () => {
  const cache = credentialCache<string>()
  await cache.get('first', async () => 'old')
  for (let i = 0; i < 10_000; i++) await cache.get(`k${i}`, async () => 'x')
  expect(await cache.get('first', async () => 'asked again')).toBe('asked again')
  expect(await cache.get('k9999', async () => 'asked again')).toBe('x')
})
