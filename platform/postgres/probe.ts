import { Client, DatabaseError } from 'pg'

/** What answers: our server, our server while it recovers or shuts down, nobody, or a stranger on the same port. */
export type Answer = 'ready' | 'busy' | 'silent' | 'stranger'

/** Asks the server at this address whether it serves. A password made for this cluster tells ours from a stranger. */
export const probe = async (url: string): Promise<Answer> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {}) // a server that dies while we ask is answered by the rejection below
  try {
    await client.connect()
    await client.query('select 1')
    return 'ready'
  } catch (error) {
    return answerOf(error)
  } finally {
    await client.end().catch(() => {})
  }
}

const answerOf = (error: unknown): Answer => {
  if (error instanceof DatabaseError) {
    // 57P0x: starting, stopping, or a backend died; 53300: all connections taken, so it lives.
    if (error.code?.startsWith('57P')) return 'busy'
    return error.code === '53300' ? 'ready' : 'stranger'
  }
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE') return 'silent'
  return /terminated|ended/i.test(String(error)) ? 'silent' : 'stranger'
}
