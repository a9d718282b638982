import { Button } from 'antd'
import { type FormEvent, type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import type { RecordData } from '../api/records.ts'
import { changedValues } from '../form/changed-values.ts'
import { FieldsForm, focusFirstProblem } from '../form/fields-form.tsx'
import { formSections } from '../form/sections.ts'
import { useForm, type Values } from '../form/use-form.ts'
import { useLeaveQuestion } from '../form/use-leave-question.ts'
import { useSay } from '../i18n/language.ts'
import { useEditing } from '../live/use-editing.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { saveRecord } from './save-record.ts'

/** The profile as a form. Only what was changed is sent, with the version that was read. */
export const ProfileForm = ({
  object,
  record,
  onClose,
}: {
  object: ObjectMeta
  record: RecordData
  onClose: () => void
}) => {
  const say = useSay()
  const sections = useMemo(() => formSections(object), [object])
  const fields = sections.flatMap((section) => section.fields)
  // What the form began with: the record may be fetched anew meanwhile.
  const [began] = useState(record)
  // The masked text is no value: it must not be sent back as one.
  const form = useForm(fields, {
    ...began,
    ...Object.fromEntries(fields.filter((field) => field.masked).map(({ name }) => [name, undefined])),
  })
  const [conflict, setConflict] = useState<ApiError | null>(null)
  const saved = useRef(false)
  useEditing(object.name, record.id)
  useLeaveQuestion(() => form.changed && !saved.current)

  const changes = (values: Values) => changedValues(fields, began, values)
  const save = async (choice: Values = {}, version?: number) => {
    const ok = await form.submit(async (values) => {
      try {
        const changed = { ...changes(values), ...choice }
        if (Object.keys(changed).length > 0) await saveRecord(object.name, began, changed, version)
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'record.conflict') throw error
        setConflict(error)
        throw error
      }
    })
    if (!ok) return focusFirstProblem('edit')
    saved.current = true
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void save()
    }
    if (event.key === 'Escape' && !event.defaultPrevented && !form.changed) onClose()
  }

  return (
    <form className="profile profile-form panel" onSubmit={submit} onKeyDown={press} noValidate>
      <FieldsForm form={conflict ? { ...form, error: null } : form} sections={sections} prefix="edit" masked={began} />
      <footer className="form-actions">
        <Button onClick={onClose}>{say('common.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={form.busy} title="Ctrl+Enter">
          {say('common.save')}
        </Button>
      </footer>
      {conflict ? (
        <ConflictDialog
          object={object}
          conflict={conflict}
          mine={changes(form.values)}
          onClose={() => setConflict(null)}
          onChosen={(choice, version) => {
            setConflict(null)
            void save(choice, version)
          }}
        />
      ) : null}
    </form>
  )
}
