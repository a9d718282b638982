import type { FastifyInstance } from 'fastify'
import { AuthRequired } from '#platform/auth'
import type { Services } from '../../services.ts'
import { openApi } from './openapi.ts'
import { languageOf } from '../problem.ts'

interface Operation {
  readonly summary: string
  readonly tags: readonly string[]
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly requestBody?: { readonly content: { readonly 'application/json'?: { readonly schema: unknown } } }
}

const escape = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

const style = `body{font:14px/22px -apple-system,"PingFang SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif;color:#1b2026;background:#f5f6f4;margin:0}
main{max-width:960px;margin:0 auto;padding:24px 16px}h1{font-size:20px}h2{font-size:16px;margin:32px 0 8px;border-bottom:1px solid #e3e5e1}
details{background:#fff;border:1px solid #e3e5e1;border-radius:6px;margin:4px 0;padding:6px 12px}summary{cursor:pointer}
code,pre{font-family:ui-monospace,Consolas,monospace;font-size:13px}pre{overflow:auto;background:#f5f6f4;padding:8px;border-radius:4px}
b{display:inline-block;min-width:56px;color:#2c49a8}a{color:#2c49a8}
@media (prefers-color-scheme:dark){body{color:#e9ecef;background:#121519}details{background:#1b1f24;border-color:#2c3138}pre{background:#121519}b,a{color:#a3b6fb}h2{border-color:#2c3138}}`

/** The API as a page to read: the OpenAPI document of the reader's own workspace and rights, without a script. */
export const registerDocs = (app: FastifyInstance, services: Services): void => {
  app.get('/api/docs', async (request, reply) => {
    const credential = await services.auth.resolveCredential(request.headers)
    const ctx = credential && (await services.workspaces.enter(credential, {}))
    if (!ctx) throw AuthRequired()
    const language = languageOf(request)
    const document = openApi(ctx, language) as {
      info: { title: string; description: string }
      paths: Record<string, Record<string, Operation>>
    }
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
    const groups = Map.groupBy(operations, (o) => o.operation.tags[0] ?? '')
    const body = [...groups].map(([tag, list]) => `<h2>${escape(tag)}</h2>${list.map(section).join('')}`).join('')
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store, private')
      .send(
        `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(document.info.title)}</title><style>${style}</style><main><h1>${escape(document.info.title)}</h1><p>${escape(document.info.description)} <a href="/api/v1/openapi.json">openapi.json</a></p>${body}</main></html>`,
      )
  })
}

const section = ({ path, method, operation }: { path: string; method: string; operation: Operation }) => {
  const parameters = operation.parameters
    .map((p) => `<li><code>${escape(p.name)}</code> (${p.in}${p.required ? ', *' : ''})</li>`)
    .join('')
  const schema = operation.requestBody?.content['application/json']?.schema
  return `<details><summary><b>${method.toUpperCase()}</b><code>${escape(path)}</code> ${escape(operation.summary)}</summary>${parameters ? `<ul>${parameters}</ul>` : ''}${schema ? `<pre>${escape(JSON.stringify(schema, null, 1))}</pre>` : ''}</details>`
}
