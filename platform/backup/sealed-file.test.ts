import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSealed, writeSealed } from './sealed-file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'zhike-sealed-'))
const whole = path.join(folder, 'whole')
const content = randomBytes(500_000)
let key: string

beforeAll(async () => {
  key = await generateX25519Identity()
  await writeSealed(Readable.from([content]), whole, await identityToRecipient(key))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What reading it comes to. */
const read = async (file: string, withKey = key): Promise<{ code: string; message: string }> => {
  try {
    for await (const _chunk of readSealed(file, withKey));
    return { code: 'read', message: '' }
  } catch (error) {
    return error as { code: string; message: string }
  }
}

test.each([0.2, 0.5, 0.9, 0.9999])(
  'a sealed file that was cut at %d is called damaged, in words of ours',
  async (share) => {
    expect(await read(whole)).toMatchObject({ code: 'read' })
    const cut = path.join(folder, 'cut')
    writeFileSync(cut, readFileSync(whole).subarray(0, Math.floor(share * content.length)))
    expect(await read(cut)).toMatchObject({
      code: 'backup.damaged',
      message: expect.stringContaining('内容与校验不符'),
    })
  },
)

test('a key that was copied wrong is told as such, and is not repeated', async () => {
  const wrong = `${key.slice(0, -6)}QQQQQQ`
  const { code, message } = await read(whole, wrong)
  expect(code).toBe('backup.keyMalformed')
  expect(message).not.toContain(wrong.slice(20))
})
