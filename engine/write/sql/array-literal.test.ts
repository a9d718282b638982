import { fc } from '#test/chance'
import { beforeAll, expect, test } from 'vitest'
import { type Workspace, workspace } from '#test/workspace'
import { arrayLiteral } from './array-literal.ts'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

test('PostgreSQL reads back exactly the texts that were written, whatever stands in them', async () => {
  const awkward = [
    '',
    ' ',
    'null',
    'NULL',
    '{}',
    '"',
    '\\',
    'a,b',
    ' x',
    '换行\n',
    '华信',
    '\u00a0',
    '\ufeff',
    '{1,2}',
    null,
  ]
  const text = fc.oneof(
    fc.constantFrom(...awkward),
    fc.string({ unit: 'grapheme' }).map((s) => s.replaceAll('\0', '')),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 40 }), async (texts) => {
      const [row] = await w.session.query<{ back: unknown }>('select to_json($1::text[]) as back', [
        arrayLiteral(texts),
      ])
      expect(row!.back).toEqual(texts)
    }),
    { numRuns: 150 },
  )
  const [all] = await w.session.query<{ back: unknown }>('select to_json($1::text[]) as back', [arrayLiteral(awkward)])
  expect(all!.back).toEqual(awkward)
})
