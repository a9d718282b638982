import { request } from '../../api/request.ts'
import { useSay } from '../../i18n/language.ts'
import { Tag } from '../../ui/tag.tsx'

export interface Explained {
  readonly allowed: boolean
  readonly sentences: readonly string[]
}

export const explainVerbs = ['read', 'update', 'delete'] as const
export type ExplainVerb = (typeof explainVerbs)[number]

/** Why somebody can or cannot do something with a record or a field. */
export const explain = (query: {
  readonly object: string
  readonly record: string
  readonly user: string
  readonly verb?: ExplainVerb
  readonly field?: string | undefined
}): Promise<Explained> => request('/access/explain', { query })

/** The answer in sentences: who, which role, which rule. */
export const Explanation = ({ answer, verb }: { answer: Explained; verb: ExplainVerb }) => {
  const say = useSay()
  const word = verb === 'read' ? (answer.allowed ? 'yes' : 'no') : answer.allowed ? 'can' : 'cannot'
  return (
    <section className="explanation panel" aria-live="polite">
      <Tag color={answer.allowed ? 'green' : 'red'}>{say(`explain.${word}`)}</Tag>
      <ul className="sentences">
        {answer.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  )
}
