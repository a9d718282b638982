import { createServer, request } from 'node:http'

/** Scripts and styles under their new names, wherever a file speaks of one. */
const renamed = (text: string): string =>
  text.replace(/assets\/(?=\w)/g, 'assets/2-').replace(/(["'`])\.\/(?=[\w.-]+\.(?:js|css)\1)/g, '$1./2-')

/**
 * The server as browsers see it before and after an upgrade. Afterwards all scripts have other names, and the old ones are
 * gone: what is asked for under an old name is answered 404.
 */
export const twoVersions = async (url: string) => {
  let upgraded = false
  const missed: string[] = []
  const server = createServer((incoming, outgoing) => {
    const asked = incoming.url ?? '/'
    if (upgraded && /^\/assets\/(?!2-)/.test(asked)) {
      missed.push(asked)
      return outgoing.writeHead(404).end()
    }
    const path = asked.replace(/^\/assets\/2-/, '/assets/')
    // The file behind a name has changed: whoever has an older one must not be told that it still stands.
    const { 'if-none-match': _tag, 'if-modified-since': _time, ...asking } = incoming.headers
    const headers = { ...asking, 'accept-encoding': 'identity' }
    const onward = request(new URL(path, url), { method: incoming.method!, headers }, (answer) => {
      const isText = upgraded && /javascript|html|css/.test(String(answer.headers['content-type']))
      const { 'content-length': _, ...rest } = answer.headers
      outgoing.writeHead(answer.statusCode ?? 500, isText ? rest : answer.headers)
      if (!isText) return void answer.pipe(outgoing)
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => (text += part))
      answer.on('end', () => outgoing.end(renamed(text)))
    })
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    upgrade: () => void (upgraded = true),
    /** Old scripts that were asked for in vain. */
    missed,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
