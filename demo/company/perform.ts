import {
  type Actor,
  Context,
  createRecords,
  type Ground,
  loadActor,
  runAction,
  type Session,
  updateRecords,
} from '#engine'
import { type FileStore, uploadFile } from '#platform/files'
import { Readable } from 'node:stream'
import { chance } from './chance.ts'
import type { Paper } from './paper.ts'
import { kinds, order, type Step } from './step.ts'
import { timeOn } from './time-on.ts'

/** Who plays in the story, and what its names stand for so far. */
export interface Stage {
  readonly ground: Ground
  /** User ids of the colleagues, by key. */
  readonly users: ReadonlyMap<string, string>
  /** Ids of the records by the names that the story gave them; grows with every step. */
  readonly ids: Map<string, string>
  readonly nextRequest: () => string
  readonly files: FileStore
  readonly reason: string
  /** The moment of the last step, ISO 8601: the next one comes after it. */
  clock: string
}

/** So many records go into one transaction: few commits, and nobody else waits for long. */
const together = 500

/** Does the steps through the engine, each as the colleague and at the time it tells of, under her own rights. */
export const perform = async (
  stage: Stage,
  steps: readonly Step[],
  progress: (done: number) => void,
): Promise<void> => {
  const actors = new Map<string, Promise<Actor>>()
  for (let at = 0; at < steps.length;) {
    let end = at
    const clock = stage.clock
    await stage.ground.session.transaction(async (session) => {
      // A transaction that is tried again begins where it began.
      end = at
      stage.clock = clock
      while (end < steps.length && end - at < together) {
        const scene = sceneFrom(steps, end)
        await play(stage, session, actors, scene)
        end += scene.length
      }
    })
    at = end
    progress(at)
  }
}

/** The steps from here on that are one statement: the same kind, person and day. */
const sceneFrom = (steps: readonly Step[], from: number): readonly Step[] => {
  const { day, kind, by } = steps[from]!
  let end = from + 1
  while (
    end < steps.length &&
    end - from < together &&
    steps[end]!.day === day &&
    steps[end]!.kind === kind &&
    steps[end]!.by === by
  )
    end++
  return steps.slice(from, end)
}

const play = async (
  stage: Stage,
  session: Session,
  actors: Map<string, Promise<Actor>>,
  scene: readonly Step[],
): Promise<void> => {
  const { by, kind } = scene[0]!
  const { ground, ids } = stage
  if (!actors.has(by)) actors.set(by, actorOf(stage, by))
  const cause = { request: stage.nextRequest(), via: 'ui', reason: stage.reason } as const
  const ctx = new Context({ ...ground, session }, await actors.get(by)!, cause, momentOf(stage, scene[0]!))
  const { object: name, verb } = kinds[kind]
  const object = ctx.object(name)
  if (verb === 'create') {
    const rows: Record<string, unknown>[] = []
    for (const { values } of scene) rows.push(resolve(await withFiles(ctx, stage.files, values), ids))
    const made = await createRecords(ctx, object, rows)
    scene.forEach(({ key }, i) => ids.set(key, made[i]!.id))
  } else if (verb === 'update') {
    const patches = new Map<string, Record<string, unknown>>()
    for (const { key, values } of scene) patches.set(key, { ...patches.get(key), ...resolve(values, ids) })
    await updateRecords(
      ctx,
      object,
      [...patches].map(([key, patch]) => ({ id: idOf(ids, key), patch })),
    )
  } else for (const step of scene) await convert(ctx, step, ids)
}

const convert = async (ctx: Context, { key, values }: Step, ids: Map<string, string>): Promise<void> => {
  const lead = ctx.object('lead')
  const made = (await runAction(
    ctx,
    lead,
    lead.actions.get('convert')!,
    idOf(ids, key),
    resolve(values, ids),
  )) as Record<string, string>
  ids.set(`${key}.opportunity`, made['id']!)
  ids.set(`${key}.customer`, made['customer']!)
  ids.set(`${key}.contact`, made['contact']!)
}

const actorOf = async ({ ground, users }: Stage, key: string): Promise<Actor> =>
  (await loadActor(ground.session, ground.workspace.schema, ground.workspace.model, users.get(key)!))!

/** Office hours, later in the day for what comes later in it, not the same minute for everybody, and never back in time. */
const momentOf = (stage: Stage, { day, kind, by }: Step): string => {
  const minute = order.indexOf(kind) * 38 + chance(`${day} ${by}`).int(0, 35)
  const usual = timeOn(day, 9 + Math.floor(minute / 60), minute % 60, stage.ground.workspace.zone)
  const soon = new Date(Date.parse(stage.clock) + 20_000).toISOString()
  stage.clock = usual > soon ? usual : soon
  return stage.clock
}

const idOf = (ids: ReadonlyMap<string, string>, key: string): string => {
  const id = ids.get(key)
  if (!id) throw new Error(`the story speaks of ${key} before it exists`)
  return id
}

/** Uploads what is attached, as the colleague who attaches it. */
const withFiles = async (ctx: Context, files: FileStore, values: Step['values']): Promise<Step['values']> => {
  if (!values['files']) return values
  const kept: string[] = []
  for (const { $paper } of values['files'] as readonly Paper[]) {
    const file = { stream: Readable.from([Buffer.from($paper.text)]), name: $paper.name, limit: largest }
    kept.push((await uploadFile(ctx, files, file)).id)
  }
  return { ...values, files: kept }
}
/** Bytes. */
const largest = 64 * 1024

/** The values with ids instead of the story's names. */
const resolve = (values: Step['values'], ids: ReadonlyMap<string, string>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, resolved(value, ids)]))

const resolved = (value: unknown, ids: ReadonlyMap<string, string>): unknown => {
  if (Array.isArray(value)) return value.map((each) => resolved(each, ids))
  if (typeof value !== 'object' || value === null) return value
  return '$ref' in value ? idOf(ids, value.$ref as string) : resolve(value as Step['values'], ids)
}
