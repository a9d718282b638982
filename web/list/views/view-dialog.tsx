import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { reasonOf } from '../../api/api-error.ts'
import { fieldOf, writable } from '../../api/metadata.ts'
import { useObject } from '../../api/use-metadata.ts'
import { FieldInput } from '../../form/field-input.tsx'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { Labelled } from '../../ui/labelled.tsx'
import { toast } from '../../ui/overlay/toast.tsx'
import { changeFacts, saveView, type Shared, type View, type ViewFacts, type ViewQuery } from './use-views.ts'

const reach = ['me', 'some', 'all'] as const
const chosen = ['roles', 'departments'] as const

/** Names a new view, or changes what one says of a view that is there: name, whom it is for, whose default it is. */
export const ViewDialog = ({
  object,
  view,
  views = [],
  query = {},
  onClose,
  onSaved,
}: {
  object: string
  view?: View
  /** All of the list, for a default that takes another's place. */
  views?: readonly View[]
  query?: ViewQuery
  onClose: () => void
  onSaved?: (id: string) => void
}) => {
  const say = useSay()
  const meta = useObject('view')
  const [facts, setFacts] = useState<ViewFacts>({
    name: view?.name ?? '',
    shared: view?.shared ?? 'me',
    roles: view?.roles ?? [],
    departments: view?.departments ?? [],
    ...(view ? { defaultFor: view.defaultFor } : {}),
  })
  const [problem, setProblem] = useState('')
  const set = (change: Partial<ViewFacts>) => {
    setFacts({ ...facts, ...change })
    setProblem('')
  }
  const byDefault = meta && fieldOf(meta, 'defaultFor')
  const mayDefault = meta && byDefault && view ? writable(meta, byDefault) : false
  const name = facts.name.trim()

  const save = async () => {
    const { defaultFor, ...rest } = { ...facts, name }
    try {
      if (view) await changeFacts(view, mayDefault && defaultFor ? { ...rest, defaultFor } : rest, views)
      else onSaved?.(await saveView(object, rest, query))
      onClose()
      toast(say(view ? 'list.viewChanged' : 'list.viewSaved', { name }))
    } catch (error) {
      setProblem(reasonOf(error))
    }
  }
  const several = (field: 'roles' | 'departments' | 'defaultFor') => {
    const one = meta && fieldOf(meta, field)
    return one ? (
      <Labelled key={field} label={one.label} htmlFor={`view-${field}`} help={one.help}>
        <FieldInput
          id={`view-${field}`}
          field={one}
          value={facts[field]}
          onChange={(value) => set({ [field]: value ?? [] })}
        />
      </Labelled>
    ) : null
  }
  return (
    <Dialog
      title={say(view ? 'list.viewSharing' : 'list.saveAsView')}
      width={400}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button type="primary" disabled={name === ''} onClick={() => void save()}>
            {say('list.saveView')}
          </Button>
        </>
      }
    >
      <div className="form-column">
        <Labelled label={say('list.viewName')} htmlFor="view-name" problem={problem}>
          <Input
            id="view-name"
            autoFocus
            maxLength={40}
            value={facts.name}
            onChange={(event) => set({ name: event.target.value })}
            onPressEnter={() => name !== '' && void save()}
          />
        </Labelled>
        <Labelled label={say('list.viewShared')} htmlFor="view-shared">
          <Select<Shared>
            id="view-shared"
            value={facts.shared}
            onChange={(shared) => set({ shared })}
            options={reach.map((value) => ({ value, label: say(`list.viewShared.${value}`) }))}
          />
        </Labelled>
        {facts.shared === 'some' ? chosen.map(several) : null}
        {facts.shared === 'some' && facts.roles.length + facts.departments.length === 0 ? (
          <p className="help">{say('list.viewUnshared')}</p>
        ) : null}
        {mayDefault ? several('defaultFor') : null}
      </div>
    </Dialog>
  )
}
