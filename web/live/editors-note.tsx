import { type Say, useSay } from '../i18n/language.ts'
import { type Editors, useEditors } from './editors.ts'
import './editors-note.css'

/** “李强正在编辑”: quietly beside a record's title. Where `spoken`, who listens to the page hears of it too. */
export const EditorsNote = ({ id, spoken = false }: { id: string; spoken?: boolean }) => {
  const say = useSay()
  const editors = useEditors(id)
  const text = editors.count > 0 ? sentence(editors, say) : ''
  // What is to be spoken needs its place before there is something to say.
  if (!spoken && text === '') return null
  return (
    <span className="editors-note" title={text} {...(spoken ? { role: 'status' } : {})}>
      {text === '' ? null : (
        <>
          <i aria-hidden="true">{editors.named.find((one) => one !== null)?.name.slice(0, 1) ?? '…'}</i>
          <span>{text}</span>
        </>
      )}
    </span>
  )
}

const sentence = ({ named, count }: Editors, say: Say): string => {
  const [first, second] = named.flatMap((one) => one?.name ?? [])
  if (first === undefined) return say('editing.somebody')
  if (count === 1) return say('editing.one', { name: first })
  return second !== undefined && count === 2
    ? say('editing.two', { name: first, other: second })
    : say('editing.many', { name: first, count })
}
