import { getRouteApi, useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { type FormEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import type { Duplicate } from '../api/duplicates.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { refreshObject } from '../api/query-client.ts'
import { recordTitle } from '../api/record-title.ts'
import { createRecord, type RecordData } from '../api/records.ts'
import { useMe } from '../api/session.ts'
import { useObject } from '../api/use-metadata.ts'
import { type Say, useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { toast } from '../ui/overlay/toast.tsx'
import { useTitle } from '../ui/use-title.ts'
import { dropDraft, keepDraft, readDraft } from './drafts.ts'
import { DuplicateNotes, useDuplicates } from './duplicates.tsx'
import { FieldsForm, focusFirstProblem } from './fields-form.tsx'
import { formSections } from './sections.ts'
import { useForm, type Values } from './use-form.ts'
import { useLeaveQuestion } from './use-leave-question.ts'
import { besides } from './field-conditions.ts'

const route = getRouteApi('/app/o/$object/new')

export const NewPage = () => {
  const { object: name } = route.useParams()
  const object = useObject(name)
  if (object === undefined) return <ErrorPanel error={new ApiError(404, {})} />
  if (!object.rights.create) return <ErrorPanel error={new ApiError(403, {})} />
  return <NewRecord key={name} object={object} />
}

/** What is there already is said below the field by which it is. */
const onTheirFields = (there: readonly Duplicate[], say: Say) =>
  new ApiError(409, { problems: there.map(({ field }) => ({ field, message: say('form.maybeThere') })) })

const NewRecord = ({ object }: { object: ObjectMeta }) => {
  const say = useSay()
  const router = useRouter()
  const { user } = useMe()
  const { preset, back } = route.useSearch()
  const sections = useMemo(() => formSections(object), [object])
  const fields = useMemo(() => sections.flatMap((section) => section.fields), [sections])
  const blank = useMemo(() => {
    const defaults = fields.filter((field) => field.default !== undefined).map((field) => [field.name, field.default])
    const owner = fields.some(({ name, kind }) => name === 'owner' && kind === 'user') ? { owner: user.id } : {}
    return { ...owner, ...Object.fromEntries(defaults), ...preset } as Values
  }, [fields, preset, user.id])
  const [draft] = useState(() => readDraft(object.name))
  const [drafted, setDrafted] = useState(draft !== null)
  const form = useForm(fields, { ...blank, ...draft }, besides(object.fields))
  const duplicates = useDuplicates(object, form.values)
  const [insist, setInsist] = useState(false)
  const saved = useRef(false)
  const title = say('form.new', { object: object.label })
  useTitle(title)
  useLeaveQuestion(() => form.changed && !saved.current)
  useEffect(() => {
    if (form.changed) keepDraft(object.name, form.values)
  }, [form.changed, form.values, object.name])

  const save = async (another: boolean) => {
    // What may be there already is looked at first: open it, ask its owner, or say why this is another one.
    if (duplicates.found.length > 0) return setInsist(true)
    let record: RecordData | undefined
    const ok = await form.submit(async (values) => {
      record = await createRecord(object.name, values, duplicates.twins).catch((error: unknown) => {
        const there = duplicates.refuse(error)
        setInsist(there.length > 0)
        throw there.length > 0 ? onTheirFields(there, say) : error
      })
    })
    if (!ok || record === undefined) return focusFirstProblem('new')
    saved.current = true
    dropDraft(object.name)
    void refreshObject(object.name)
    toast(say('form.created', { title: recordTitle(object, record) }))
    if (another) {
      form.reset(blank)
      saved.current = false
    } else if (back && back.startsWith('/o/')) await router.navigate({ href: back, replace: true })
    else {
      const params = { object: object.name, id: record.id }
      await router.navigate({ to: '/o/$object/$id', params, search: { tab: undefined }, replace: true })
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save(false)
  }
  const press = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter') return
    event.preventDefault()
    void save(event.shiftKey)
  }
  const discard = () => {
    dropDraft(object.name)
    setDrafted(false)
    form.reset(blank)
  }

  return (
    <form className="form-page" onSubmit={submit} onKeyDown={press} noValidate>
      <header className="page-head">
        <ObjectBadge object={object} large />
        <h1>{title}</h1>
      </header>
      {drafted ? (
        <p className="form-draft" role="status">
          {say('form.draft')}
          <Button size="small" type="link" onClick={discard}>
            {say('form.draftDiscard')}
          </Button>
        </p>
      ) : null}
      <div className="panel form-panel">
        <FieldsForm
          form={form}
          sections={sections}
          prefix="new"
          note={(field) => (
            <DuplicateNotes
              object={object}
              field={field}
              value={form.values[field.name]}
              found={duplicates.found}
              insist={insist}
              onAnother={duplicates.another}
            />
          )}
        />
      </div>
      <footer className="form-actions">
        <Button onClick={() => router.history.back()}>{say('common.cancel')}</Button>
        <Button className="form-again" disabled={form.busy} onClick={() => void save(true)}>
          {say('form.saveAndNew')}
        </Button>
        <Button type="primary" htmlType="submit" loading={form.busy}>
          {say('form.saveNew')}
        </Button>
      </footer>
    </form>
  )
}
