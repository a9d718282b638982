import type { Action } from './action.ts'
import { runAction } from './actions/run-action.ts'
import type { Kind, Session } from './database.ts'
import type { Fields, Id } from './fields/field.ts'
import type { Filter, Insert, ObjectDef, Patch, Row } from './object.ts'
import { type Actor, systemActor, type Via } from './rights/actor.ts'
import { objectOf, type ObjectModel } from './schema/model.ts'
import { runGet } from './query/run-get.ts'
import { type ListRequest, runList } from './query/run-list.ts'
import { uuid7 } from './uuid.ts'
import type { Ground, Workspace } from './workspace.ts'
import { NotFound } from './write/errors.ts'
import { createRecords } from './write/create.ts'
import { withTwin } from './write/translate.ts'
import { updateRecords } from './write/update.ts'
import { removeRecords } from './write/remove.ts'

/** What caused the writes of a unit of work; kept with every change. */
export interface Cause {
  /** One id for all changes of one request: the unit that undo takes back. */
  readonly request: string
  readonly via: Via
  readonly reason?: string
}

type AnyObject<N extends string, F extends Fields> = ObjectDef<N, F>

/** One person's unit of work: every read and write is checked, computed, logged and in one transaction. */
export class Context {
  readonly ground: Ground
  readonly actor: Actor
  readonly cause: Cause
  /** The one moment of this unit of work, ISO 8601 in UTC with milliseconds. */
  readonly now: string

  constructor(ground: Ground, actor: Actor, cause: Partial<Cause> = {}, now = ground.clock.now().toISOString()) {
    this.ground = ground
    this.actor = actor
    this.now = now
    this.cause = {
      request: cause.request ?? uuid7(),
      via: cause.via ?? 'api',
      ...(cause.reason ? { reason: cause.reason } : {}),
    }
  }

  get session(): Session {
    return this.ground.session
  }
  get workspace(): Workspace {
    return this.ground.workspace
  }
  get secret(): string {
    return this.ground.secret
  }

  /** The object by name, as this workspace has it. */
  object(name: string): ObjectModel {
    return objectOf(this.workspace.model, name)
  }

  async get<N extends string, F extends Fields>(object: AnyObject<N, F>, id: NoInfer<Id<N>>): Promise<Row<N, F>> {
    const model = this.object(object.name)
    const [document] = await runGet(this, model, [id])
    if (!document) throw NotFound({ object: model.label })
    return JSON.parse(document) as Row<N, F>
  }

  /** The first page of the records that fulfil the filter. */
  async find<N extends string, F extends Fields>(
    object: AnyObject<N, F>,
    filter: NoInfer<Filter<F>> = {},
    options: Pick<ListRequest, 'limit' | 'sort'> = {},
  ): Promise<Row<N, F>[]> {
    const page = await runList(this, this.object(object.name), { filter, ...options })
    return page.documents.map((d) => JSON.parse(d) as Row<N, F>)
  }

  async create<N extends string, F extends Fields>(
    object: AnyObject<N, F>,
    data: NoInfer<Insert<F>>,
  ): Promise<Row<N, F>> {
    const [made] = await createRecords(this, this.object(object.name), [data as Record<string, unknown>])
    return JSON.parse(made!.document) as Row<N, F>
  }

  async update<N extends string, F extends Fields>(
    object: AnyObject<N, F>,
    id: NoInfer<Id<N>>,
    patch: NoInfer<Patch<F>>,
  ): Promise<Row<N, F>> {
    const [done] = await updateRecords(this, this.object(object.name), [
      { id, patch: patch as Record<string, unknown> },
    ])
    return JSON.parse(done!.document) as Row<N, F>
  }

  /** Puts a record into the recycle bin. */
  async remove<N extends string, F extends Fields>(object: AnyObject<N, F>, id: NoInfer<Id<N>>): Promise<void> {
    await removeRecords(this, this.object(object.name), [id])
  }

  /** Runs an action on one record: locks it, checks `from`, runs, moves it `to`, and keeps all the writes or none. */
  run<N extends string, F extends Fields, I extends Fields, R>(
    action: Action<N, F, I, R>,
    id: NoInfer<Id<N>>,
    input: NoInfer<Insert<I>>,
  ): Promise<R> {
    return runAction(this, this.object(action.object.name), action, id, input as Record<string, unknown>) as Promise<R>
  }

  /** The same unit of work without the person's limits. Say why: the reason goes into the change log. */
  asSystem(reason: string): Context {
    return new Context(
      this.ground,
      systemActor(this.workspace.model, reason, this.actor),
      { ...this.cause, reason },
      this.now,
    )
  }

  /** The same person and moment on another session, such as an open transaction. */
  on(session: Session): Context {
    return new Context({ ...this.ground, session }, this.actor, this.cause, this.now)
  }

  /** The same unit of work, its writes marked as done through something else. */
  through(via: Via, reason?: string): Context {
    return new Context(this.ground, this.actor, { ...this.cause, via, ...(reason ? { reason } : {}) }, this.now)
  }

  /** Runs `work` in one transaction. */
  async transaction<T>(work: (ctx: Context) => Promise<T>, kind?: Kind): Promise<T> {
    try {
      return await this.session.transaction((session) => work(this.on(session)), kind)
    } catch (error) {
      throw await withTwin(this, error)
    }
  }
}
