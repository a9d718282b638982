/** What the compiler accepts and refuses: the engine's types are tested like its behaviour, by `tsc`. */
import type { Context } from './context.ts'
import { defineAction } from './action.ts'
import { defineError } from './errors.ts'
import { f, type Id } from './fields/index.ts'
import type { EnglishOf } from './module.ts'
import { defineObject, type RowOf } from './object.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const yes = <T extends true>() => undefined as unknown as T

const Room = defineObject('room', {
  label: '房间',
  title: 'name',
  list: ['name'],
  fields: { name: f.text('名称', { required: true }) },
  grants: { sales: { read: 'all' } },
})
type Room = RowOf<typeof Room>

const Door = defineObject('door', {
  label: '门',
  title: 'name',
  list: ['name', 'state'],
  fields: {
    number: f.serial('编号', { pattern: '{000}' }),
    name: f.text('名称', { required: true }),
    state: f.choice('状态', { options: { shut: '关', open: '开', sealed: '封' }, default: 'shut' }),
    width: f.integer('宽'),
    price: f.money('价格'),
    tags: f.tags('标签'),
    score: f.integer('评分', { computed: true }),
    room: f.ref('通往', { to: 'room' }),
    rooms: f.refs('附近', { to: 'room' }),
  },
  compute: { score: (door) => door.name!.length },
  flow: { state: { shut: ['open'], open: ['shut'] } },
  grants: { sales: { read: 'own', create: true, fields: { price: 'masked' } } },
})
type Door = RowOf<typeof Door>

yes<Equal<Door['state'], 'shut' | 'open' | 'sealed'>>()
yes<Equal<Door['name'], string>>()
yes<Equal<Door['number'], string>>()
yes<Equal<Door['width'], number | null>>()
yes<Equal<Door['price'], string | null>>()
yes<Equal<Door['score'], number>>()
yes<Equal<Door['id'], Id<'door'>>>()
yes<Equal<Door['room'], Id<'room'> | null>>()
yes<Equal<Door['rooms'], readonly Id<'room'>[] | null>>()
yes<Equal<Door['x_anything'], unknown>>()

const Jammed = defineError('door.jammed', 409, '“{name}”卡住了({times} 次)', '“{name}” is jammed ({times} times)')

const openDoor = defineAction(Door, 'open', {
  label: '打开',
  from: { state: 'shut', width: { gte: 1 }, price: { ne: null } },
  to: { state: 'open' },
  input: { how: f.text('怎样', { required: true }), room: f.ref('通往', { to: 'room' }) },
  run: async (ctx, door, { how, room }) => {
    if (how === 'x') throw Jammed({ name: door.name, times: 3 })
    return room ? ctx.get(Room, room) : null
  },
})

export const uses = async (ctx: Context, door: Door, room: Room) => {
  await ctx.create(Door, { name: '门', x_own: 1 })
  await ctx.update(Door, door.id, { width: null, state: 'open' })
  await ctx.find(
    Door,
    { state: { in: ['open', 'shut'] }, width: { gte: 1, lte: 2 }, name: '门', x_own: 'a' },
    { sort: '-name', limit: 5 },
  )
  const led = await ctx.run(openDoor, door.id, { how: '推', room: room.id })
  return led?.name satisfies string | undefined
}

export const wrong = async (ctx: Context, door: Door, room: Room) => {
  // @ts-expect-error the name is required
  await ctx.create(Door, { width: 1 })
  // @ts-expect-error no such state
  await ctx.update(Door, door.id, { state: 'ajar' })
  // @ts-expect-error no such field
  await ctx.create(Door, { name: '门', colour: 'red' })
  // @ts-expect-error a computed field is not written
  await ctx.update(Door, door.id, { score: 100 })
  // @ts-expect-error a number is handed out, not written
  await ctx.create(Door, { name: '门', number: '001' })
  // @ts-expect-error a required field is not emptied
  await ctx.update(Door, door.id, { name: null })
  // @ts-expect-error money is text, never a float
  await ctx.update(Door, door.id, { price: 1.1 })
  // @ts-expect-error a room's id is not a door's
  await ctx.get(Door, room.id)
  // @ts-expect-error nor is any text an id
  await ctx.get(Door, 'abc')
  // @ts-expect-error a door does not lead to a door
  await ctx.update(Door, door.id, { room: door.id })
  // @ts-expect-error filters know the states as well
  await ctx.find(Door, { state: { in: ['ajar'] } })
  // @ts-expect-error and the fields
  await ctx.find(Door, { colour: 'red' })
  // @ts-expect-error the input has a required text
  await ctx.run(openDoor, door.id, { room: room.id })
  // @ts-expect-error a door's action does not run on a room
  await ctx.run(openDoor, room.id, { how: '推' })
  // @ts-expect-error a row is not assigned to, it is updated
  door.state = 'open'
}

const fields = {
  name: f.text('名', { required: true }),
  kind: f.choice('类', { options: { a: '甲', b: '乙' } }),
  score: f.integer('分', { computed: true }),
}
const rest = { label: '试', title: 'name', list: ['name'], grants: {} } as const

export const declarations = () => {
  defineObject('t', { ...rest, fields, compute: { score: (row) => row.name!.length } })
  // @ts-expect-error no such title
  defineObject('t', { ...rest, fields, title: 'nope' })
  // @ts-expect-error no such column
  defineObject('t', { ...rest, fields, list: ['nope'] })
  // @ts-expect-error no such field in the form
  defineObject('t', { ...rest, fields, form: [{ label: '段', labelEn: 'Part', fields: ['nope'] }] })
  // @ts-expect-error no such step
  defineObject('t', { ...rest, fields, flow: { kind: { a: ['c'] } } })
  // @ts-expect-error a computed value of the wrong type
  defineObject('t', { ...rest, fields, compute: { score: () => 'high' } })
  // @ts-expect-error reads a field that is not there
  defineObject('t', { ...rest, fields, compute: { score: (row) => row.nope } })
  // @ts-expect-error not a computed field
  defineObject('t', { ...rest, fields, compute: { name: () => 'x' } })
  // @ts-expect-error no such role
  defineObject('t', { ...rest, fields, grants: { boss: { read: 'all' } } })
  // @ts-expect-error no such scope
  defineObject('t', { ...rest, fields, grants: { sales: { read: 'everything' } } })
  // @ts-expect-error a default that is no option
  f.choice('类', { options: { a: '甲' }, default: 'c' })
  // @ts-expect-error a text has no smallest value
  f.text('名', { min: 1 })
  // @ts-expect-error the message needs a number too
  Jammed({ name: '门' })
  defineAction(Door, 'x', {
    label: '',
    from: { state: 'shut' },
    // @ts-expect-error an action's own step must exist
    to: { state: 'gone' },
    input: {},
    run: async () => null,
  })
}

/** English is typed against the Chinese: what is missing does not compile. */
export const words: readonly EnglishOf<typeof Room>[] = [
  { label: 'Room', plural: 'Rooms', fields: { name: 'Name' } },
  // @ts-expect-error a field without English
  { label: 'Room', plural: 'Rooms', fields: {} },
]
