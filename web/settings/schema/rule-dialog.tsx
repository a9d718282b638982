import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { ApiError } from '../../api/api-error.ts'
import { isShown, type ObjectMeta } from '../../api/metadata.ts'
import { request } from '../../api/request.ts'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Labelled } from '../../ui/labelled.tsx'
import { toast } from '../../ui/overlay/toast.tsx'
import { useClear } from '../../ui/input/use-clear.tsx'
import { refreshSchema } from './refresh-schema.ts'
import { ExpressionInput } from './expression-input.tsx'
import type { ValidationRule } from './schema-api.ts'

/** A rule: what has to hold, what people are told where it does not, and on which field. */
export const RuleDialog = ({
  object,
  rule,
  onClose,
}: {
  object: ObjectMeta
  rule: ValidationRule | null
  onClose: () => void
}) => {
  const say = useSay()
  const clear = useClear()
  const [must, setMust] = useState(rule?.must ?? '')
  const [message, setMessage] = useState(rule?.message ?? '')
  const [messageEn, setMessageEn] = useState(rule?.messageEn === rule?.message ? '' : (rule?.messageEn ?? ''))
  const [field, setField] = useState(rule?.field)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const misread = error instanceof ApiError && error.body['field'] === 'must' ? error.message : undefined
  const path = `/schema/objects/${object.name}/rules`
  const save = async () => {
    setBusy(true)
    const body = { must, message, ...(messageEn.trim() ? { messageEn } : {}), ...(field ? { field } : {}) }
    try {
      await request(rule ? `${path}/${rule.id}` : path, { method: rule ? 'PATCH' : 'POST', body })
      await refreshSchema()
      onClose()
      toast(say('common.saved'))
    } catch (refused) {
      setError(refused)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={say(rule ? 'rules.edit' : 'rules.new')}
      width={640}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button
            type="primary"
            loading={busy}
            disabled={must.trim() === '' || message.trim() === ''}
            onClick={() => void save()}
          >
            {say('common.save')}
          </Button>
        </>
      }
    >
      <div className="form-column">
        <Labelled label={say('rules.must')} htmlFor="rule-must" help={say('rules.mustHelp')} problem={misread}>
          <ExpressionInput
            id="rule-must"
            object={object}
            condition
            placeholder="employees == null || employees >= 10"
            value={must}
            onChange={setMust}
          />
        </Labelled>
        <div className="field-pair">
          <Labelled label={say('rules.message')} htmlFor="rule-message">
            <Input
              id="rule-message"
              maxLength={120}
              value={message}
              onChange={(event) => setMessage(event.target.value)}
            />
          </Labelled>
          <Labelled label={say('rules.messageEn')} htmlFor="rule-message-en">
            <Input
              id="rule-message-en"
              maxLength={160}
              value={messageEn}
              onChange={(event) => setMessageEn(event.target.value)}
            />
          </Labelled>
        </div>
        <Labelled label={say('rules.field')} htmlFor="rule-field" help={say('rules.fieldHelp')}>
          <Select<string>
            id="rule-field"
            allowClear={clear}
            showSearch={{ optionFilterProp: 'label' }}
            options={object.fields.filter(isShown).map(({ name, label }) => ({ value: name, label }))}
            value={field ?? null}
            onChange={(name) => setField(name ?? undefined)}
          />
        </Labelled>
        {error && !misread ? <ErrorPanel error={error} /> : null}
      </div>
    </Dialog>
  )
}
