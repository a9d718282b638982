import { fc } from '#test/chance'
import { beforeAll, expect, test } from 'vitest'
import { createRecords, decideRow, readProblemRows } from '#engine'
import { fileOf, importing } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

/** One of few texts, so that rows meet, or nothing. */
const few = (...texts: string[]) => fc.option(fc.constantFrom(...texts))

/** What is there before, what a file says, and by what its rows are told from each other. `@` is a name of this run's own. */
const files = {
  product: {
    columns: {
      code: few('@1', '@2', '@3'),
      name: few('@甲', '@乙', '@丙'),
      series: few('S', 's'),
      price: few('1', '1.00', '-1', '?'),
    },
    there: { code: '@1', name: '@甲' },
    keys: [[['code']], [['name']], [['name'], ['code']], [['name', 'series']], [['code'], ['name', 'series']]],
  },
  customer: {
    columns: {
      name: few('@甲公司', '@乙公司', '@丙公司'),
      phone: few('13812340001', '13812340002', '12'),
      level: few('A', 'B', '特级'),
      parent: few('@甲公司', '@乙公司', '@丙公司', '@丁公司'),
    },
    there: { name: '@甲公司' },
    keys: [[['name']], [['phone']], [['name'], ['phone']], [['name~']]],
  },
  'customer with contacts': {
    columns: {
      name: few('@甲公司', '@乙公司', '@丙公司'),
      level: few('A', 'B', '特级'),
      'contact.name': few('张三', '李四'),
      'contact.mobile': few('13912340001', '13912340002', '99'),
    },
    there: { name: '@甲公司' },
    keys: [[['name']]],
  },
} as const

let runs = 0

test.each(Object.entries(files))(
  'whatever a file of %s holds, its check counts exactly as the import then does',
  (what, { columns, there, keys }) => {
    const object = what.split(' ')[0]!
    const policy = fc.constantFrom('skip', 'fill', 'overwrite', 'create', 'ask' as const)
    const rows = fc.array(fc.record(columns as Record<string, fc.Arbitrary<string | null>>), {
      minLength: 1,
      maxLength: 6,
    })
    return fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        rows,
        policy,
        fc.constantFrom<readonly (readonly string[])[]>(...keys),
        fc.array(policy, { maxLength: 4 }),
        async (isThere, given, usual, match, decisions) => {
          const run = `${what[0]}${++runs}x`
          const own = (text: string | null) => (text ?? '').replace('@', run)
          const who = await w.again(w.administrator)
          const before = Object.fromEntries(Object.entries(there).map(([name, text]) => [name, own(text)]))
          if (isThere) await createRecords(who, who.object(object), [before])
          const names = Object.keys(columns)
          const lines = given.map((row) => names.map((name) => own(row[name]!)).join())
          const it = await importing(who, object, fileOf(`${names.join()}\n${lines.join('\n')}\n`), w.again)
          await it.set({ policy: usual, match, mapping: names.map((field, column) => ({ field, column })) })
          await it.check()
          const asked = (await readProblemRows(who, it.id, 0, 10)).filter((row) => row.status === 'ask')
          for (const [i, { number }] of asked.entries())
            if (decisions[i]) await decideRow(who, it.id, number, { decision: decisions[i] })
          const { counts: foreseen } = await it.check()
          const { counts } = await it.run()
          expect(counts!.created + counts!.updated + counts!.skipped + counts!.failed).toBe(counts!.read)
          expect({ lines, counts }).toEqual({ lines, counts: foreseen })
        },
      ),
      { numRuns: 20 },
    )
  },
)
