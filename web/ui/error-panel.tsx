import { Button } from 'antd'
import { ApiError } from '../api/api-error.ts'
import { type Say, useSay } from '../i18n/language.ts'

interface Explained {
  readonly what: string
  readonly why: string
  readonly todo: string
}

/** What happened, why, and what to do. Sentences of the server come first: it knows best. */
export const explain = (error: unknown, say: Say): Explained => {
  if (!(error instanceof ApiError))
    return { what: say('error.crash'), why: say('error.crashWhy'), todo: say('error.crashDo') }
  if (error.status === 0)
    return { what: say('error.offline'), why: say('error.offlineWhy'), todo: say('error.offlineDo') }
  if (error.status === 403)
    return {
      what: say('error.forbidden'),
      why: error.message || say('error.forbiddenWhy'),
      todo: say('error.forbiddenDo'),
    }
  if (error.status === 404)
    return {
      what: say('error.notFound'),
      why: error.message || say('error.notFoundWhy'),
      todo: say('error.notFoundDo'),
    }
  if (error.status === 429) {
    const seconds = String(error.body['retryAfter'] ?? 10)
    return { what: say('error.limit', { seconds }), why: error.message, todo: '' }
  }
  if (error.status >= 500)
    return { what: say('error.server'), why: say('error.serverWhy'), todo: say('error.serverDo') }
  // What is wrong in particular says more than how many things are.
  const reasons = [...new Set(error.problems.map(({ message }) => message))].join('\n')
  return { what: say('error.request'), why: reasons || error.message, todo: say('error.requestDo') }
}

/** The four parts of an error: what, why, what to do, and the number to quote. The place it stands in may know better what. */
export const ErrorPanel = ({ error, retry, what }: { error: unknown; retry?: () => void; what?: string }) => {
  const say = useSay()
  const { why, todo, ...usual } = explain(error, say)
  const number = error instanceof ApiError ? error.requestId : ''
  return (
    <div className="error-panel" role="alert">
      <p className="error-what">{what ?? usual.what}</p>
      {why ? <p className="error-why">{why}</p> : null}
      {todo ? <p className="muted">{todo}</p> : null}
      <p className="error-foot">
        {retry ? <Button onClick={retry}>{say('common.retry')}</Button> : null}
        {number ? <code className="muted">{say('error.number', { number })}</code> : null}
      </p>
    </div>
  )
}
