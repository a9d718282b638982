import { fc } from '#test/chance'
import { asQuery } from './safe.ts'

/** What requests are made of: for each object its fields and paths (hidden and misspelt ones too), ids, and values. */
export interface Ground {
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly lists: Readonly<Record<string, readonly string[]>>
  readonly ids: Readonly<Record<string, readonly string[]>>
  readonly values: readonly unknown[]
  /** The least that a new record has to have. */
  readonly least: Readonly<Record<string, object>>
}

export interface Request {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

const operators = [
  'eq',
  'ne',
  'in',
  'notIn',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'contains',
  'startsWith',
  'endsWith',
  'empty',
  'hasAny',
  'hasNone',
  'within',
]

/** One request of any kind that a salesperson may send, sensible or not. */
export const anyRequest = (ground: Ground): fc.Arbitrary<Request> =>
  fc.constantFrom(...Object.keys(ground.fields)).chain((object) => requestOn(ground, object))

const requestOn = (ground: Ground, object: string): fc.Arbitrary<Request> => {
  const at = `/records/${object}`
  const field = fc.constantFrom(...ground.fields[object]!)
  const id = fc.constantFrom(...(ground.ids[object] ?? ['019abcde-0000-7000-8000-00000000dead']))
  const value = fc.constantFrom(...ground.values)
  const filter = filterOn(ground, object)
  const sort = fc
    .array(
      fc.tuple(fc.constantFrom('', '-'), field).map((p) => p.join('')),
      { minLength: 1, maxLength: 2 },
    )
    .map((s) => s.join())
  const columns = fc.uniqueArray(field, { minLength: 1, maxLength: 6 })
  const values = fc.dictionary(field, value, { maxKeys: 3 })
  const list = fc.record(
    {
      filter,
      sort,
      fields: columns,
      q: value.map(String),
      limit: fc.constantFrom(1, 2, 200),
      total: fc.boolean(),
      deleted: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  const measure = fc.tuple(fc.constantFrom('sum', 'avg', 'min', 'max', 'distinct'), field).map((p) => p.join(':'))
  const group = fc.tuple(field, fc.constantFrom('', '', ':month', ':year', ':province')).map((p) => p.join(''))
  const query = (given: object) =>
    Object.entries(given)
      .map(
        ([k, v]) =>
          `${k}=${typeof v === 'object' ? (Array.isArray(v) ? v.join() : asQuery(v)) : encodeURIComponent(String(v))}`,
      )
      .join('&')
  const get = (path: fc.Arbitrary<string>) => path.map((p) => ({ method: 'GET', path: p }))
  const send = (method: string, path: fc.Arbitrary<string> | string, body: fc.Arbitrary<unknown>) =>
    fc.record({ path: typeof path === 'string' ? fc.constant(path) : path, body }).map((r) => ({ method, ...r }))
  return fc.oneof(
    { weight: 6, arbitrary: get(list.map((l) => `${at}?${query(l)}`)) },
    { weight: 4, arbitrary: send('POST', `${at}/query`, list) },
    {
      weight: 3,
      arbitrary: get(
        fc
          .record(
            {
              filter,
              group: fc.array(group, { maxLength: 2 }),
              measure: fc.array(measure, { maxLength: 2 }),
              sort,
              totals: fc.boolean(),
            },
            { requiredKeys: [] },
          )
          .map((a) => `${at}/aggregate?${query(a)}`),
      ),
    },
    { weight: 2, arbitrary: get(fc.tuple(id, columns).map(([i, f]) => `${at}/${i}?fields=${f.join()}`)) },
    {
      weight: 3,
      arbitrary: get(
        fc
          .tuple(
            id,
            fc.constantFrom('', '/history', '/timeline', '/team', '?deleted=true', '?asOf=2099-01-01T00:00:00Z'),
          )
          .map(([i, p]) => `${at}/${i}${p}`),
      ),
    },
    { weight: 1, arbitrary: get(fc.tuple(id, field).map(([i, f]) => `${at}/${i}/history?field=${f}`)) },
    { weight: 2, arbitrary: get(value.map((v) => `${at}/suggest?q=${encodeURIComponent(String(v))}`)) },
    { weight: 1, arbitrary: get(fc.constantFrom('/me', '/meta', '/openapi.json', '/api/docs', '/audit')) },
    {
      weight: 2,
      arbitrary: send(
        'POST',
        at,
        fc.oneof(fc.constant({}), values).map((v) => ({ ...ground.least[object], ...v })),
      ),
    },
    {
      weight: 2,
      arbitrary: send(
        'PATCH',
        id.map((i) => `${at}/${i}`),
        values,
      ),
    },
    {
      weight: 1,
      arbitrary: send(
        'DELETE',
        id.map((i) => `${at}/${i}`),
        fc.constant(undefined),
      ),
    },
    {
      weight: 1,
      arbitrary: send(
        'POST',
        id.map((i) => `${at}/${i}/restore`),
        fc.constant(undefined),
      ),
    },
    {
      weight: 2,
      arbitrary: send(
        'POST',
        `${at}/batch`,
        fc.record({
          operation: fc.constantFrom('update', 'delete', 'restore'),
          ids: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }),
          set: values,
          atomic: fc.boolean(),
        }),
      ),
    },
    {
      weight: 1,
      arbitrary: send('POST', `${at}/batch`, fc.record({ operation: fc.constant('update'), filter, set: values })),
    },
  )
}

const filterOn = (ground: Ground, object: string): fc.Arbitrary<unknown> => {
  const field = fc.constantFrom(...ground.fields[object]!)
  const value = fc.constantFrom(...ground.values)
  const lists = ground.lists[object] ?? []
  const test = fc.oneof(
    value,
    fc.tuple(fc.constantFrom(...operators), value).map(([op, v]) => ({
      [op]: ['in', 'notIn', 'hasAny', 'hasNone'].includes(op)
        ? [v]
        : op === 'between'
          ? [v, v]
          : op === 'empty'
            ? v !== null
            : op === 'within'
              ? 'thisYear'
              : v,
    })),
  )
  return fc.letrec((tie) => ({
    leaf: fc.tuple(field, test).map(([f, t]) => ({ [f]: t })),
    related:
      lists.length === 0
        ? tie('leaf')
        : fc
            .tuple(fc.constantFrom(...lists), fc.constantFrom('some', 'none', 'every'), tie('leaf'))
            .map(([l, how, f]) => ({ [l]: { [how]: f } })),
    tree: fc.oneof(
      { weight: 5, arbitrary: tie('leaf') },
      { weight: 1, arbitrary: tie('related') },
      { weight: 1, arbitrary: fc.array(tie('leaf'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })) },
      { weight: 1, arbitrary: fc.array(tie('leaf'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })) },
      { weight: 1, arbitrary: tie('leaf').map((not) => ({ not })) },
    ),
  })).tree
}
