import { expect, test } from 'vitest'
import { deviceName } from './device-name.ts'

const windows =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'

test('people know their devices by browser and system', () => {
  expect(deviceName(windows)).toBe('Chrome · Windows')
  expect(deviceName(`${windows} Edg/140.0`)).toBe('Edge · Windows')
  expect(
    deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1'),
  ).toBe('Safari · iPhone')
  expect(deviceName('Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 MicroMessenger/8.0')).toBe(
    '微信 · Android',
  )
})

test('a program that says nothing known has no name', () => {
  expect(deviceName('curl/8.0')).toBe('')
  expect(deviceName(null)).toBe('')
})
