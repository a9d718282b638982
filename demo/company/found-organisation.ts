import { type Context, createRecords, runList, updateRecords } from '#engine'
import type { Auth } from '#platform/auth'
import { addMember } from '#platform/control'
import { products, sparesPipeline } from './catalogue.ts'
import { type Colleague, departments } from './staff.ts'

/** Ids by the story's names: 'user.east.1', 'product.vmc', 'pipeline.main', 'stage.main.0', 'stage.main.won'. */
export interface Organisation {
  readonly ids: Map<string, string>
  readonly users: Map<string, string>
  readonly openStages: { readonly main: number; readonly spares: number }
}

/** Departments, people, products and pipelines, before the story begins. Those who get a login get this password. */
export const foundOrganisation = (
  ctx: Context,
  auth: Auth,
  people: readonly Colleague[],
  password: string,
): Promise<Organisation> =>
  ctx.transaction(async (inside) => {
    const ids = new Map<string, string>()
    for (const [position, { key, name, parent }] of departments.entries())
      ids.set(
        `department.${key}`,
        await make(inside, 'department', {
          name,
          position,
          ...(parent ? { parent: ids.get(`department.${parent}`) } : {}),
        }),
      )
    const users = await hire(inside, auth, people, ids, password)
    for (const { key, code, name, series, price } of products)
      ids.set(
        `product.${key}`,
        await makeOrMend(inside, 'product', 'code', { code, name, series, price: `${price}.00`, remark: '示例产品' }),
      )
    const main = await pipelineOf(inside, ids)
    const spares = await newPipeline(inside, 'spares', sparesPipeline, 50, ids)
    return { ids, users, openStages: { main, spares } }
  })

/** The record that has this value already, kept from an earlier load or the workspace's own, brought up to date; else a new one. */
const makeOrMend = async (
  ctx: Context,
  object: string,
  unique: string,
  values: Record<string, unknown>,
): Promise<string> => {
  const [known] = await list(ctx, object, { [unique]: values[unique] }, ['id'])
  if (!known) return make(ctx, object, values)
  await updateRecords(ctx, ctx.object(object), [{ id: known['id']!, patch: values }])
  return known['id']!
}

const make = async (ctx: Context, object: string, values: Record<string, unknown>): Promise<string> =>
  (await createRecords(ctx, ctx.object(object), [values]))[0]!.id

const hire = async (
  ctx: Context,
  auth: Auth,
  people: readonly Colleague[],
  ids: Map<string, string>,
  password: string,
) => {
  const roles = new Map((await list(ctx, 'role', {}, ['name'])).map((role) => [role['name'], role['id']]))
  const users = new Map<string, string>()
  for (const person of people) {
    const id = await makeOrMend(ctx, 'user', 'email', {
      name: person.name,
      email: person.email,
      position: person.position,
      department: ids.get(`department.${person.department}`),
      roles: [roles.get(person.role)].filter(Boolean),
      ...(person.manager ? { manager: users.get(person.manager) } : {}),
    })
    users.set(person.key, id)
    ids.set(`user.${person.key}`, id)
    if (!person.login) continue
    const login = await auth.checkLogin({ email: person.email, name: person.name, password })
    const loginId = await auth.createLogin(login, ctx.session)
    await addMember(ctx.session, { workspaceId: ctx.workspace.id, loginId, userId: id })
  }
  return users
}

/** The workspace's own first pipeline, if deals can be won and lost in it; else one of ours. */
const pipelineOf = async (ctx: Context, ids: Map<string, string>): Promise<number> => {
  const [first] = await list(ctx, 'pipeline', {}, ['name'], 'position')
  const stages = first ? await list(ctx, 'stage', { pipeline: first['id'] }, ['outcome'], 'position') : []
  const of = (outcome: string) => stages.filter((stage) => stage['outcome'] === outcome)
  if (!first || of('open').length < 2 || of('won').length === 0 || of('lost').length === 0)
    return newPipeline(ctx, 'main', { name: '设备销售', stages: standardStages }, 1, ids)
  name(ids, 'main', first['id']!, stages)
  return of('open').length
}

const standardStages = [
  { name: '初步接触', probability: '10', outcome: 'open' },
  { name: '需求分析', probability: '30', outcome: 'open' },
  { name: '方案报价', probability: '60', outcome: 'open' },
  { name: '商务谈判', probability: '80', outcome: 'open' },
  { name: '赢单', probability: '100', outcome: 'won' },
  { name: '输单', probability: '0', outcome: 'lost' },
] as const

interface NewPipeline {
  readonly name: string
  readonly stages: readonly { readonly name: string; readonly probability: string; readonly outcome: string }[]
}

const newPipeline = async (
  ctx: Context,
  key: string,
  wanted: NewPipeline,
  position: number,
  ids: Map<string, string>,
): Promise<number> => {
  const pipeline = await makeOrMend(ctx, 'pipeline', 'name', { name: wanted.name, position })
  const there = new Set((await list(ctx, 'stage', { pipeline }, ['name'])).map((stage) => stage['name']))
  const stages = wanted.stages.map((stage, i) => ({ ...stage, pipeline, position: i + 1 }))
  await createRecords(
    ctx,
    ctx.object('stage'),
    stages.filter((stage) => !there.has(stage.name)),
  )
  const known = await list(ctx, 'stage', { pipeline }, ['outcome'], 'position')
  name(ids, key, pipeline, known)
  return known.filter((stage) => stage['outcome'] === 'open').length
}

const name = (ids: Map<string, string>, key: string, pipeline: string, stages: readonly Record<string, string>[]) => {
  ids.set(`pipeline.${key}`, pipeline)
  stages
    .filter((stage) => stage['outcome'] === 'open')
    .forEach((stage, i) => ids.set(`stage.${key}.${i}`, stage['id']!))
  for (const outcome of ['won', 'lost'])
    ids.set(`stage.${key}.${outcome}`, stages.find((stage) => stage['outcome'] === outcome)!['id']!)
}

const list = async (
  ctx: Context,
  object: string,
  filter: object,
  fields: string[],
  sort?: string,
): Promise<Record<string, string>[]> => {
  const page = await runList(ctx, ctx.object(object), { filter, fields, limit: 200, ...(sort ? { sort } : {}) })
  return page.documents.map((document) => JSON.parse(document) as Record<string, string>)
}
