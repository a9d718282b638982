import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Postgres } from '#platform/postgres'
import { adminEmail, found, password } from './company.ts'
import { type Figure, short } from './figures.ts'
import { customerFile } from './import-file.ts'
import { companyOf, makeDatabase, withServices } from './place.ts'
import { cpuOf, memoryOf, startChild } from './processes.ts'

const managerEmail = 'manager@example.com'
const edits = 500
/** Milliseconds between two looks at how far it is: several times as often as her browser does, and yet no load of its own. */
const look = 200

/**
 * Brings a list of customers into an empty company as a department's manager does in the browser, edits some of them, and
 * takes it all back; against COPY of the very rows into a table with the same columns and indexes, but no history.
 */
export const importFigures = async (
  postgres: Postgres,
  rows: number,
  say: (text: string) => void,
): Promise<Figure[]> => {
  const name = 'bench_import'
  await makeDatabase(postgres, name)
  const url = postgres.url.replace(/\/[^/]+$/, `/${name}`)
  await withServices(url, found)
  // With the heap that bin/zhike.mjs gives it.
  const app = await startChild('app.ts', [url, 'all'], ['--max-semi-space-size=4'])
  try {
    const client = await clientOf(app.port)
    await wait(5_000)
    const idle = memoryOf(app.pid)
    const memory = watch(app.pid)
    const made = await client.upload(customerFile(rows, managerEmail))
    const checked = await client.step(made, 'check', 'checked')
    say(`import: ${rows} rows checked in ${short(checked.seconds)} s, + ${short(memory.most() - idle)} MB`)
    const usedBefore = { app: cpuOf(app.pid), database: cpuOf(postgres.pid) }
    const done = await client.step(made, 'start', 'done')
    // What each row costs, which a busy machine tells as truly as a quiet one.
    const cpuPerRow = (pid: number, before: number) => short(((cpuOf(pid) - before) * 1_000) / rows)
    const cpu = {
      'app µs/row': cpuPerRow(app.pid, usedBefore.app),
      'PostgreSQL µs/row': cpuPerRow(postgres.pid, usedBefore.database),
    }
    const most = memory.most() - idle
    memory.stop()
    const { created, read, failed } = done.body.counts!
    if (read !== rows || created < rows * 0.99 || failed > 0) throw new Error(JSON.stringify(done.body.counts))
    const copied = await copySeconds(postgres, name, await companyOf(url))
    const edited = await client.edit(edits)
    const reverted = await client.step(made, 'revert', 'reverted')
    const left = await client.count()
    const perSecond = rows / done.seconds
    const ratio = copied.indexed / done.seconds
    return [
      {
        name: 'import',
        zh: `导入 ${rows} 行客户(校验、查重、历史)`,
        en: `import ${rows} customers with validation, duplicate policy and history`,
        goal: '≥ 0.4 × COPY',
        value: `${short(ratio)} × COPY`,
        met: ratio >= 0.4,
        details: {
          '/s': short(perSecond),
          'COPY /s': short(rows / copied.indexed),
          'COPY without indexes /s': short(rows / copied.plain),
          'check /s': short(rows / checked.seconds),
          ...cpu,
        },
      },
      {
        name: 'import-memory',
        zh: '导入时多占的内存',
        en: 'memory of an import over idle',
        goal: '≤ 150 MB',
        value: `${short(most)} MB`,
        met: most <= 150,
        details: { 'idle MB': short(idle) },
      },
      {
        name: 'import-revert',
        zh: `撤销这次导入(其后改过 ${edits} 条)`,
        en: `take it back with ${edits} records edited since`,
        goal: '≤ 60 s',
        value: `${short(reverted.seconds)} s`,
        met: reverted.seconds <= 60 && left === edited && reverted.body.undone?.conflicts === edited,
        details: { left, 'listed as edited': reverted.body.undone?.conflicts ?? 0 },
      },
    ]
  } finally {
    await app.stop()
  }
}

interface Shown {
  readonly id: string
  readonly status: string
  readonly counts: Readonly<Record<'read' | 'created' | 'failed', number>> | null
  readonly undone: { readonly conflicts: number } | null
}

/** The manager in front of her browser. */
const clientOf = async (port: number) => {
  const api = `http://127.0.0.1:${port}/api`
  const signIn = async (email: string) => {
    const body = JSON.stringify({ email, password })
    const headers = { 'content-type': 'application/json' }
    const reply = await fetch(`${api}/auth/sign-in/email`, { method: 'POST', headers, body })
    if (!reply.ok) throw new Error(await reply.text())
    return reply.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }
  const caller =
    (cookie: string) =>
    async <T = Shown>(
      method: string,
      to: string,
      body?: string | object,
      headers: Record<string, string> = {},
    ): Promise<T> => {
      const type = typeof body === 'string' ? 'application/octet-stream' : 'application/json'
      const reply = await fetch(`${api}/v1${to}`, {
        method,
        headers: { cookie, ...(body === undefined ? {} : { 'content-type': type }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      if (!reply.ok) throw new Error(`${method} ${to}: ${await reply.text()}`)
      return (await reply.json()) as T
    }
  const admin = caller(await signIn(adminEmail))
  const roles = await admin<{ data: { id: string; name: string }[] }>('GET', '/records/role?fields=name')
  const department = await admin('POST', '/records/department', { name: '北方' })
  await admin('POST', '/users', {
    name: '经理',
    email: managerEmail,
    password,
    department: department.id,
    roles: [roles.data.find((r) => r.name === 'manager')!.id],
  })
  const me = caller(await signIn(managerEmail))
  return {
    upload: (content: string) => me('POST', '/imports?object=customer', content, { 'x-file-name': 'customers.csv' }),
    /** Asks for it and waits until it is through. */
    async step({ id }: Shown, verb: string, until: string) {
      const began = performance.now()
      for (let body = await me('POST', `/imports/${id}/${verb}`); ; body = await me('GET', `/imports/${id}`)) {
        if (body.status === until) return { body, seconds: (performance.now() - began) / 1_000 }
        if (body.status === 'failed') throw new Error(JSON.stringify(body))
        await wait(look)
      }
    },
    /** Gives that many of them another remark, a hundred at a time. */
    async edit(count: number) {
      let cursor = ''
      for (let done = 0; done < count; done += 100) {
        const asked = new URLSearchParams({ fields: 'name', limit: '100', ...(cursor ? { cursor } : {}) })
        const page = await me<{ data: { id: string }[]; next: string }>('GET', `/records/customer?${asked}`)
        const ids = page.data.map((r) => r.id)
        await me('POST', '/records/customer/batch', { operation: 'update', ids, set: { remark: '改过' } })
        cursor = page.next
      }
      return count
    },
    count: async () =>
      (await me<{ total: { value: number } }>('GET', '/records/customer?fields=name&limit=1&total=true')).total.value,
  }
}

/** The most memory a process had since. */
const watch = (pid: number) => {
  let most = 0
  const timer = setInterval(() => (most = Math.max(most, memoryOf(pid))), 20)
  return { most: () => most, stop: () => clearInterval(timer) }
}

/** How long COPY takes for the rows that the import made: with the table's indexes, and without any. */
const copySeconds = async (postgres: Postgres, database: string, schema: string) => {
  const admin = new pg.Client({ connectionString: postgres.adminUrl.replace(/\/[^/]+$/, `/${database}`) })
  await admin.connect()
  const s = `"${schema}"`
  // In the server's own directory, which only it can write to and which it calls by no name.
  const file = 'copied.csv'
  const copy = async (like: string) => {
    await admin.query(`create table ${s}.copied (like ${s}.customer ${like})`)
    await admin.query('checkpoint')
    const began = performance.now()
    await admin.query(`copy ${s}.copied from program 'cat ${file}'`)
    const seconds = (performance.now() - began) / 1_000
    await admin.query(`drop table ${s}.copied`)
    return seconds
  }
  try {
    await admin.query(`copy ${s}.customer to program 'cat > ${file}'`)
    return { plain: await copy(''), indexed: await copy('including all') }
  } finally {
    await admin.end()
  }
}
