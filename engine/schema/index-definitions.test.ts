import { expect, test } from 'vitest'
import { difference, tablesVersion, upgrade } from '#engine'
import { ownSchema } from '#test/schema-pool'
import { workspace } from '#test/workspace'

test(
  'an index whose declaration has changed is built anew under its name, and no other',
  { timeout: 60_000 },
  async () => {
    const { session, model } = await workspace()
    const schema = await ownSchema(session, model)
    expect((await difference(session, schema, model)).indexes).toEqual([])

    const indexes = () =>
      session.query<{ name: string; oid: number; definition: string }>(
        `select c.relname as name, c.oid, pg_get_indexdef(c.oid) as definition from pg_class c
       where c.relnamespace = to_regnamespace($1) and c.relkind = 'i' order by 1`,
        [schema],
      )
    const before = await indexes()
    // As earlier versions of the program declared them.
    await session.query(`drop index "${schema}"."ix_customer__address", "${schema}"."ix_customer__search"`)
    await session.query(
      `create index "ix_customer__address" on "${schema}".customer ((address->>'region') text_pattern_ops) where "deletedAt" is null;
     create index "ix_customer__search" on "${schema}".customer using gin ("$tokens") with (fastupdate = off) where "deletedAt" is null`,
    )
    const old = await indexes()
    const lack = await difference(session, schema, model)
    expect(lack.indexes.map(({ index, replaces }) => [index.name, replaces]).sort()).toEqual([
      ['ix_customer__address', true],
      ['ix_customer__search', true],
    ])

    await upgrade(session, schema, model)
    const after = await indexes()
    expect(after.map(({ name, definition }) => ({ name, definition }))).toEqual(
      before.map(({ name, definition }) => ({ name, definition })),
    )
    const rebuilt = after.filter(({ oid }) => !old.some((o) => o.oid === oid)).map(({ name }) => name)
    expect(rebuilt).toEqual(['ix_customer__address', 'ix_customer__search'])
    expect((await difference(session, schema, model)).indexes).toEqual([])
  },
)

test('PostgreSQL knows what a new index on an expression leads to', { timeout: 60_000 }, async () => {
  const { session, model } = await workspace()
  const schema = await ownSchema(session, model)
  await session.query(
    `drop index "${schema}"."ix_customer__address";
     insert into "${schema}".customer (id, version, "createdAt", "createdBy", "updatedAt", "updatedBy", name, address)
     select gen_random_uuid(), 1, now(), who, now(), who, '客户' || n, jsonb_build_object('region', (310100 + n % 20)::text) from generate_series(1, 200) n, (values (gen_random_uuid())) someone (who)`,
  )
  await upgrade(session, schema, model)
  const [known] = await session.query<{ distinct: string }>(
    `select n_distinct as distinct from pg_stats where schemaname = $1 and tablename = 'ix_customer__address'`,
    [schema],
  )
  expect(known?.distinct).toBe('20')
})

test('the state of the tables has a name that changes with any of their indexes', async () => {
  const { model } = await workspace()
  const customer = model.objects.get('customer')!
  const less = new Map([...customer.fields].filter(([name]) => name !== 'level'))
  const other = { ...model, objects: new Map(model.objects).set('customer', { ...customer, fields: less }) }
  expect(tablesVersion({ ...model })).toBe(tablesVersion(model))
  expect(tablesVersion(other)).not.toBe(tablesVersion(model))
})
