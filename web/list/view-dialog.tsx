import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { reasonOf } from '../api/api-error.ts'
import { useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { toast } from '../ui/toast.tsx'
import { saveView, type Shared, type ViewQuery } from './use-views.ts'

const reach = ['me', 'all'] as const

export const ViewDialog = ({
  object,
  query,
  onClose,
  onSaved,
}: {
  object: string
  query: ViewQuery
  onClose: () => void
  onSaved: (id: string) => void
}) => {
  const say = useSay()
  const [name, setName] = useState('')
  const [shared, setShared] = useState<Shared>('me')
  const [problem, setProblem] = useState('')
  const save = async () => {
    try {
      const id = await saveView(object, name.trim(), shared, query)
      onClose()
      onSaved(id)
      toast(say('list.viewSaved', { name: name.trim() }))
    } catch (error) {
      setProblem(reasonOf(error))
    }
  }
  return (
    <Dialog
      title={say('list.saveAsView')}
      width={400}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button type="primary" disabled={name.trim() === ''} onClick={() => void save()}>
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
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => name.trim() !== '' && void save()}
          />
        </Labelled>
        <Labelled label={say('list.viewShared')} htmlFor="view-shared">
          <Select<Shared>
            id="view-shared"
            value={shared}
            onChange={setShared}
            options={reach.map((value) => ({ value, label: say(`list.viewShared.${value}`) }))}
          />
        </Labelled>
      </div>
    </Dialog>
  )
}
