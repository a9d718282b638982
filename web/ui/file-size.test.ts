import { expect, test } from 'vitest'
import { fileSize } from './file-size.ts'

test.each([
  [0, '0 B'],
  [900, '900 B'],
  [1024, '1.0 KB'],
  [1_572_864, '1.5 MB'],
  [104_857_600, '100 MB'],
  [5_368_709_120, '5.0 GB'],
])('%s bytes read %s', (bytes, text) => expect(fileSize(bytes)).toBe(text))
