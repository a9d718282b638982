import { buildModel, Context, Database, emptyOverlay, loadActor, runImport, systemClock } from '#engine'
import { modules } from '#modules/all'

/** A process of its own that works on an import, to be killed: what it needs comes as JSON in its first argument. */
const { url, schema, person, id, path } = JSON.parse(process.argv[2]!) as Record<
  'url' | 'schema' | 'person' | 'id' | 'path',
  string
>

const session = new Database(url, { max: 2 })
const model = buildModel(modules, emptyOverlay, 'Asia/Shanghai')
const workspace = { id: crypto.randomUUID(), name: schema, schema, zone: 'Asia/Shanghai', currency: 'CNY', model }
const actor = (await loadActor(session, schema, model, person))!
const open = async (request = id) =>
  new Context({ session, workspace, clock: systemClock, secret: 'secret' }, actor, { request, via: 'import' })

// Who kills it waits for this line.
process.stdout.write('working\n')
await runImport({ id, path, open, progress: () => {}, cancelled: () => false })
await session.close()
