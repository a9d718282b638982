import { expect, test } from 'vitest'
import { lastRequests, noteRequest, plainPath } from '../api/last-requests.ts'
import { diagnosticText } from './diagnostics.ts'

const id = '019a9c1e-7e1d-7a00-9000-5b8f4a2b7c11'

test('an address says which page it is and not whose record', () => {
  expect(plainPath(`/o/customer/${id}?tab=history`)).toBe('/o/customer/{…}')
  expect(plainPath('/o/x_visit?q=%E6%B5%B7%E5%B7%9D#a')).toBe('/o/x_visit')
  expect(plainPath('/api/v1/records/customer/%E6%B5%B7%E5%B7%9D')).toBe('/api/v1/records/customer/{…}')
  expect(plainPath('/o/wang@example.com/deadbeef-cafe-abcd')).toBe('/o/{…}/{…}')
})

test('facts for support hold the last requests by their numbers, and nothing that was looked for', () => {
  for (let n = 0; n < 12; n++)
    noteRequest('GET', `/api/v1/records/customer/${id}?q=海川${n}`, n === 11 ? 500 : 200, `number-${n}`)
  const text = diagnosticText({
    at: new Date('2026-11-22T02:00:00Z'),
    path: `/o/customer/${id}?q=海川`,
    browser: 'Chromium',
    screen: '1440×900',
    language: 'zh-CN',
    look: 'dark, standard',
    online: true,
    kept: false,
    roles: ['sales'],
    requests: lastRequests(),
  })
  expect(text).toMatch(/^Zhike \d+\.\d+\.\d+\n/)
  expect(text).toContain('GET /api/v1/records/customer/{…} 500 number-11')
  expect(text).not.toContain('number-1\n')
  expect(text).not.toContain(id)
  expect(text).not.toContain('海川')
})
