import { Button, Select } from 'antd'
import { useState } from 'react'
import { reasonOf } from '../api/api-error.ts'
import { fieldOf, type ObjectMeta, writable } from '../api/metadata.ts'
import { useSay } from '../i18n/language.ts'
import { FieldInput } from '../form/field-input.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Labelled } from '../ui/labelled.tsx'

/** One field and its new value for all chosen records; `only` fixes the field (transfer to another owner). */
export const BulkDialog = ({
  object,
  only,
  count,
  onClose,
  onApply,
}: {
  object: ObjectMeta
  only: string | undefined
  count: string
  onClose: () => void
  onApply: (set: object, done: (count: string) => string) => Promise<void>
}) => {
  const say = useSay()
  const [name, setName] = useState(only)
  const [value, setValue] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const field = name === undefined ? undefined : fieldOf(object, name)
  const fields = object.fields.filter((one) => writable(object, one) && !one.unique && one.kind !== 'json')

  const apply = async () => {
    if (field === undefined) return
    setBusy(true)
    try {
      await onApply({ [field.name]: value }, (done) => say('list.changed', { count: done }))
      onClose()
    } catch (error) {
      setProblem(reasonOf(error))
      setBusy(false)
    }
  }
  const title = only ? say('list.transfer') : say('list.changeField')
  return (
    <Dialog
      title={title}
      width={440}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button type="primary" loading={busy} disabled={field === undefined} onClick={() => void apply()}>
            {say('list.changeCount', { count })}
          </Button>
        </>
      }
    >
      <div className="form-column">
        {only === undefined ? (
          <Labelled label={say('list.filterField')} htmlFor="bulk-field">
            <Select
              id="bulk-field"
              autoFocus
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={say('input.choose')}
              options={fields.map(({ name, label }) => ({ value: name, label }))}
              onChange={(next: string) => {
                setName(next)
                setValue(null)
                setProblem('')
              }}
            />
          </Labelled>
        ) : null}
        {field ? (
          <Labelled label={only ? say('list.newOwner') : field.label} htmlFor="bulk-value" problem={problem}>
            <FieldInput
              key={field.name}
              id="bulk-value"
              field={{ ...field, flow: undefined as never }}
              value={value}
              invalid={problem !== ''}
              autoFocus={only !== undefined}
              onChange={setValue}
            />
          </Labelled>
        ) : null}
      </div>
    </Dialog>
  )
}
