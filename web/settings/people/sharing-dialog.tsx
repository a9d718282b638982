import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useObject } from '../../api/use-metadata.ts'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { Labelled } from '../../ui/labelled.tsx'
import { ReferenceInput } from '../../ui/input/reference-input.tsx'
import { ConditionInput } from '../conditions/condition-input.tsx'
import { plainField } from '../schema/plain-field.ts'
import type { Grantable, SharingRule } from './rights.ts'

/** Records that a role may read beyond its scope, rule by rule: whose departments, which condition. */
export const SharingDialog = ({
  object,
  rules,
  onClose,
  onChange,
}: {
  object: Grantable
  rules: readonly SharingRule[]
  onClose: () => void
  onChange: (rules: readonly SharingRule[]) => void
}) => {
  const say = useSay()
  // Who sees no record of it herself has no metadata of it: names can then not be offered.
  const known = useObject(object.name)
  const set = (at: number, rule: SharingRule) => onChange(rules.with(at, rule))
  const departments = plainField('departments', 'refs', say('sharing.departments'), { to: 'department' })
  return (
    <Dialog
      title={say('sharing.of', { object: object.label })}
      width={640}
      onClose={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {say('rights.done')}
        </Button>
      }
    >
      <p className="muted">{say('sharing.intro', { object: object.label })}</p>
      {rules.map((rule, at) => (
        <fieldset key={at} className="sharing-rule panel">
          <legend>{say('sharing.rule', { at: at + 1 })}</legend>
          <Labelled label={say('sharing.name')} htmlFor={`sharing-name-${at}`}>
            <Input
              id={`sharing-name-${at}`}
              maxLength={60}
              placeholder={say('sharing.nameExample')}
              value={rule.name ?? ''}
              onChange={(event) => set(at, { ...rule, name: event.target.value })}
            />
          </Labelled>
          {object.owned ? (
            <>
              <Labelled label={say('sharing.departments')} htmlFor={`sharing-departments-${at}`}>
                <ReferenceInput
                  id={`sharing-departments-${at}`}
                  field={departments}
                  multiple
                  value={rule.departments ?? []}
                  onChange={(next) => set(at, { ...rule, departments: next as string[] })}
                />
              </Labelled>
              <label className="flag-input">
                <input
                  type="checkbox"
                  checked={rule.below === true}
                  onChange={(event) => set(at, { ...rule, below: event.target.checked })}
                />
                {say('sharing.below')}
              </label>
            </>
          ) : null}
          <Labelled label={say('sharing.when')} htmlFor={`sharing-when-${at}`}>
            {known ? (
              <ConditionInput
                id={`sharing-when-${at}`}
                object={known}
                value={rule.when ?? ''}
                onChange={(when) => set(at, { ...rule, when })}
              />
            ) : (
              <Input
                id={`sharing-when-${at}`}
                className="code-input"
                value={rule.when ?? ''}
                onChange={(event) => set(at, { ...rule, when: event.target.value })}
              />
            )}
          </Labelled>
          <Button
            size="small"
            type="text"
            danger
            icon={<DeleteOutlined />}
            onClick={() => onChange(rules.toSpliced(at, 1))}
          >
            {say('sharing.remove')}
          </Button>
        </fieldset>
      ))}
      <Button icon={<PlusOutlined />} onClick={() => onChange([...rules, { below: true }])}>
        {say('sharing.add')}
      </Button>
    </Dialog>
  )
}
