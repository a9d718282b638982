import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import type { FieldMeta, ObjectMeta } from '../api/metadata.ts'
import { request } from '../api/request.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { toast } from '../ui/toast.tsx'
import { addableKinds, kindLabel } from './field-kinds.ts'
import { refreshSchema } from './refresh-schema.ts'

/** A new field, or the label, help and options of one. Its kind and its name in the API stay what they were. */
export const FieldDialog = ({
  object,
  field,
  onClose,
}: {
  object: ObjectMeta
  field: FieldMeta | null
  onClose: () => void
}) => {
  const say = useSay()
  const { objects } = useMetadata()
  const [label, setLabel] = useState(field?.label ?? '')
  const [labelEn, setLabelEn] = useState('')
  const [kind, setKind] = useState(field?.kind ?? 'text')
  const [help, setHelp] = useState(field?.help ?? '')
  const [options, setOptions] = useState(field?.options?.map((option) => option.label).join('\n') ?? '')
  const [to, setTo] = useState<string>()
  const [required, setRequired] = useState(field?.required ?? false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const problem = (name: string) =>
    error instanceof ApiError ? error.problems.find((one) => one.field === name)?.message : undefined
  const choosing = kind === 'choice' || kind === 'multiChoice'

  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    // An option that is still there keeps its value, so that records that have it still do.
    const lines = options
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
    const known = new Map(field?.options?.map((option) => [option.label, option.value]))
    const choices = Object.fromEntries(lines.map((line) => [known.get(line) ?? line, line]))
    const body = {
      label: label.trim(),
      ...(labelEn.trim() ? { labelEn: labelEn.trim() } : {}),
      ...(field ? {} : { kind }),
      options: {
        ...(help.trim() ? { help: help.trim() } : {}),
        ...(choosing ? { options: choices } : {}),
        ...(required ? { required } : {}),
        ...(kind === 'ref' && to ? { to } : {}),
      },
    }
    const path = `/schema/objects/${object.name}/fields`
    try {
      if (field) await request(`${path}/${field.name}`, { method: 'PATCH', body })
      else await request(path, { method: 'POST', body })
      await refreshSchema()
      onClose()
      toast(field ? say('common.saved') : say('schema.fieldAdded', { label: body.label }))
    } catch (refused) {
      setError(refused)
      setBusy(false)
    }
  }
  const title = field ? say('schema.editField') : say('schema.newField')
  return (
    <Dialog title={title} width={480} onClose={onClose}>
      <form className="form-column" onSubmit={(event) => void save(event)}>
        <Labelled label={say('schema.label')} htmlFor="field-label" problem={problem('label')}>
          <Input
            id="field-label"
            required
            autoFocus
            maxLength={30}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
        </Labelled>
        <Labelled label={say('schema.labelEn')} htmlFor="field-label-en" problem={problem('labelEn')}>
          <Input
            id="field-label-en"
            maxLength={60}
            value={labelEn}
            onChange={(event) => setLabelEn(event.target.value)}
          />
        </Labelled>
        <Labelled label={say('schema.kind')} htmlFor="field-kind" problem={problem('kind')}>
          <Select
            id="field-kind"
            disabled={field !== null}
            showSearch={{ optionFilterProp: 'label' }}
            value={kind}
            onChange={setKind}
            options={addableKinds.map((value) => ({ value: value as string, label: kindLabel(value, say) }))}
          />
        </Labelled>
        {choosing ? (
          <Labelled label={say('schema.options')} htmlFor="field-options" problem={problem('options')}>
            <Input.TextArea
              id="field-options"
              required
              autoSize={{ minRows: 3, maxRows: 10 }}
              value={options}
              onChange={(event) => setOptions(event.target.value)}
            />
          </Labelled>
        ) : null}
        {kind === 'ref' && field === null ? (
          <Labelled label={say('schema.to')} htmlFor="field-to" problem={problem('to')}>
            <Select
              id="field-to"
              options={objects.filter((one) => one.inNavigation).map((one) => ({ value: one.name, label: one.label }))}
              value={to ?? null}
              onChange={(name) => setTo(name ?? undefined)}
            />
          </Labelled>
        ) : null}
        <Labelled label={say('schema.help')} htmlFor="field-help" problem={problem('help')}>
          <Input id="field-help" maxLength={200} value={help} onChange={(event) => setHelp(event.target.value)} />
        </Labelled>
        {field === null ? (
          <label className="flag-input">
            <input type="checkbox" checked={required} onChange={(event) => setRequired(event.target.checked)} />
            {say('schema.required')}
          </label>
        ) : null}
        {error ? <ErrorPanel error={error} /> : null}
        <Button type="primary" htmlType="submit" loading={busy}>
          {field ? say('common.save') : say('schema.newField')}
        </Button>
      </form>
    </Dialog>
  )
}
