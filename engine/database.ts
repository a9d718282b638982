import pg from 'pg'

// Times, dates and decimals stay the text that PostgreSQL sent: the engine's one form of a value is its JSON form.
const types = { getTypeParser: (oid: number) => parsers[oid] ?? String } as pg.CustomTypesConfig
const parsers: Record<number, (text: string) => unknown> = {
  16: (t) => t === 't',
  20: Number,
  21: Number,
  23: Number,
  26: Number,
  114: JSON.parse,
  3802: JSON.parse,
}

/** What a transaction is for: somebody waits for it, or it is one of many that together write thousands of rows. */
export type Kind = 'usual' | 'bulk'

/** Something statements can be sent to: a pool (each its own transaction) or an open transaction. */
export interface Session {
  /** `name` makes it a prepared statement: only for shapes whose generic plan is as good as a special one. */
  query<R = Record<string, any>>(text: string, values?: readonly unknown[], name?: string): Promise<R[]>
  /** Runs `work` in a transaction; inside one already, in a part of it that fails alone. */
  transaction<T>(work: (session: Session) => Promise<T>, kind?: Kind): Promise<T>
  /** The same database as the account that owns its tables: whatever makes or changes tables goes there. */
  readonly owner: Session
  /** Is this inside a transaction. */
  readonly open: boolean
  /** Runs `work` once what was written is there for everybody: after the outermost commit, or at once outside a transaction. */
  afterCommit(work: () => void): void
}

/**
 * How long the list of tokens may grow, in kilobytes, before they go into the search index. Measured at a million rows a short
 * one costs a search 0.2 ms and saves two thirds of what the index costs a write; PostgreSQL's own 4 MB would cost every
 * search 3 ms. Who writes thousands of rows in one go may ask for more.
 */
const pendingTokens = 256

/** What every connection says of itself. */
export const connectionOptions = `-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c jit=off -c gin_pending_list_limit=${pendingTokens}`

/** And those for prepared statements besides. */
export const planOnce = '-c plan_cache_mode=force_generic_plan'

/**
 * A transaction that writes a thousand rows keeps in it how far the work is. Its commit need not wait for the disk: a machine
 * that loses power forgets the rows and the place both, and the last commit of the work waits for all of them. Tokens go into
 * the search index in larger portions, six times quicker, which costs a search up to 3 ms for as long as it lasts. It may wait
 * for the turn of another.
 */
const begin: Readonly<Record<Kind, string>> = {
  usual: 'begin',
  bulk: `begin; set local synchronous_commit = off; set local gin_pending_list_limit = 4096; set local statement_timeout = '10min'`,
}

const retryable = new Set(['40001', '40P01'])
const attempts = 4

/** Deadlocks and serialisation failures are tried again, with fresh reads, up to three times. */
const again = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !retryable.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}

/** How its pools are kept. */
export interface DatabaseOptions {
  readonly max?: number
  /** Milliseconds; 0 is without end. */
  readonly statementTimeout?: number
  /** Address for the account that owns the tables, where `url` is that of one with lesser rights. */
  readonly ownerUrl?: string
}

/** The pool of one database, with statements counted for the tests that hold their number. */
export class Database implements Session {
  readonly pool: pg.Pool
  /** For prepared statements: planned once for all values, since planning costs several times what they do. */
  readonly prepared: pg.Pool
  readonly open = false
  readonly #ownerUrl: string | undefined
  #owner: Database | undefined
  /** Told of every statement sent. */
  onStatement: ((text: string) => void) | undefined

  constructor(url: string, options: DatabaseOptions = {}) {
    this.#ownerUrl = options.ownerUrl === url ? undefined : options.ownerUrl
    const poolOf = (more = '') =>
      new pg.Pool({
        connectionString: url,
        max: options.max ?? 16,
        types,
        connectionTimeoutMillis: 5_000,
        idleTimeoutMillis: 60_000,
        statement_timeout: options.statementTimeout ?? 15_000,
        idle_in_transaction_session_timeout: 60_000,
        application_name: 'zhike',
        options: `${connectionOptions}${more}`,
      })
    this.pool = poolOf()
    this.prepared = poolOf(` ${planOnce}`)
    // A backend that dies idle must not take the process with it: the pool makes a new one.
    for (const pool of [this.pool, this.prepared]) pool.on('error', () => {})
  }

  get owner(): Database {
    // Building an index takes as long as it takes.
    if (this.#ownerUrl) this.#owner ??= new Database(this.#ownerUrl, { max: 4, statementTimeout: 0 })
    return this.#owner ?? this
  }

  query<R>(text: string, values: readonly unknown[] = [], name?: string): Promise<R[]> {
    return again(async () => {
      this.onStatement?.(text)
      const asked = { text, values: values as unknown[] }
      const result = await (name ? this.prepared.query({ ...asked, name }) : this.pool.query(asked))
      return result.rows as R[]
    })
  }

  transaction<T>(work: (session: Session) => Promise<T>, kind: Kind = 'usual'): Promise<T> {
    return again(async () => {
      const client = await this.pool.connect()
      let broken: Error | undefined
      // A backend that dies between two statements of ours says so here; unheard, it would end the process.
      const lost = (error: Error) => (broken = error)
      client.on('error', lost)
      try {
        const inside = new Transaction(client, this)
        await client.query(begin[kind])
        const result = await work(inside)
        await client.query('commit')
        inside.settle()
        return result
      } catch (error) {
        await client.query('rollback').catch((e: Error) => {
          broken = e
        })
        throw error
      } finally {
        client.off('error', lost)
        client.release(broken)
      }
    })
  }

  afterCommit(work: () => void): void {
    work()
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.prepared.end(), this.#owner?.close()])
  }
}

/** The connection of an open transaction, for what is no statement: COPY and its streams. */
export const connectionOf = (session: Session): pg.PoolClient => {
  if (session instanceof Transaction) return session.client
  throw new Error('COPY needs an open transaction')
}

class Transaction implements Session {
  readonly open = true
  readonly client: pg.PoolClient
  readonly #database: Database
  readonly #afterwards: (() => void)[] = []
  constructor(client: pg.PoolClient, database: Database) {
    this.client = client
    this.#database = database
  }
  /** Who began it does all of it. */
  get owner(): Session {
    return this
  }
  async query<R>(text: string, values: readonly unknown[] = [], name?: string): Promise<R[]> {
    this.#database.onStatement?.(text)
    const result = await this.client.query({ text, values: values as unknown[], ...(name ? { name } : {}) })
    return result.rows as R[]
  }
  afterCommit(work: () => void): void {
    this.#afterwards.push(work)
  }
  settle(): void {
    for (const work of this.#afterwards) work()
  }
  /** A part of its own: when it throws, only its writes are taken back. */
  async transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    await this.client.query('savepoint part')
    try {
      const result = await work(this)
      await this.client.query('release savepoint part')
      return result
    } catch (error) {
      await this.client.query('rollback to savepoint part').catch(() => {})
      await this.client.query('release savepoint part').catch(() => {})
      throw error
    }
  }
}
