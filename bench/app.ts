import { startServer } from '../server/main.ts'
import { configOf } from './place.ts'

// The app as `zhike start` runs it, on the database of the first argument, without its own PostgreSQL and web.
// A web process unless asked otherwise: what a worker does in the background, such as indexing the loaded records for search, is no request's cost.
const role = process.argv[3] === 'all' ? 'all' : 'web'
const server = await startServer({ ...configOf(process.argv[2]!), role })
process.send!({ port: Number(new URL(server.url).port) })
process.once('disconnect', () => void server.close().finally(() => process.exit(0)))
