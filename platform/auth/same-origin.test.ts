import { expect, it } from 'vitest'
import { requireSameOrigin } from './same-origin.ts'

const json = { 'content-type': 'application/json', 'content-length': '2' }
const check =
  (headers: Record<string, string>, publicUrl: string | null = 'https://crm.test') =>
  () =>
    requireSameOrigin('POST', { host: 'crm.test', ...json, ...headers }, publicUrl)

it.each<[string, Record<string, string>, (string | null)?]>([
  ['our own page', { origin: 'https://crm.test' }],
  ['our own page by another name that was asked for', { origin: 'http://192.168.1.5:3000', host: '192.168.1.5:3000' }],
  ['our own page when no address is configured', { origin: 'http://crm.test' }, null],
  ['our own page behind a proxy that hides the host', { origin: 'https://crm.test', host: '127.0.0.1:3000' }],
  ['a program', {}],
])('lets %s write', (_, headers, publicUrl) => {
  expect(check(headers, publicUrl)).not.toThrow()
})

it.each<[string, Record<string, string>]>([
  ['another site', { origin: 'https://evil.test' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['a subdomain', { origin: 'https://x.crm.test' }],
  ['a longer name', { origin: 'https://crm.test.evil.test' }],
  ['another port', { origin: 'https://crm.test:8443' }],
  ['another site without an origin', { 'sec-fetch-site': 'cross-site' }],
  ['a subdomain without an origin', { 'sec-fetch-site': 'same-site' }],
  ['a page of a browser extension', { origin: 'chrome-extension://crm.test' }],
])('refuses %s', (_, headers) => {
  expect(check(headers)).toThrow('请求来自其他网站')
})

it('refuses what a form can send, even without an origin', () => {
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
    'application/jsonp',
  ]) {
    expect(check({ 'content-type': type })).toThrow('请求内容须为 JSON')
  }
  expect(check({ 'content-type': 'Application/JSON; charset=utf-8' })).not.toThrow()
})

it('does not ask for anything of a reader', () => {
  expect(() => requireSameOrigin('GET', { origin: 'https://evil.test' }, 'https://crm.test')).not.toThrow()
})
