import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { saveWorkspace, type WorkspaceSettings } from '../../api/workspace.ts'
import { setZone } from '../../i18n/format-date.ts'
import { type Language, useSay } from '../../i18n/language.ts'
import { refusalText } from '../../auth/refusal-text.ts'
import { Labelled } from '../../ui/labelled.tsx'
import { toast } from '../../ui/overlay/toast.tsx'

const languages = [
  { value: 'zh-CN', label: '简体中文' },
  { value: 'en', label: 'English' },
] as const
const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))

/** Name, time zone and standard language. */
export const WorkspaceForm = ({ settings }: { settings: WorkspaceSettings }) => {
  const say = useSay()
  const [values, setValues] = useState({ name: settings.name, zone: settings.zone, language: settings.language })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    try {
      const saved = await saveWorkspace({ ...values, name: values.name.trim() })
      setZone(saved.zone)
      toast(say('common.saved'))
    } catch (error) {
      setProblem(refusalText(error, say))
    }
    setBusy(false)
  }

  return (
    <form className="panel workspace-part" onSubmit={(event) => void submit(event)}>
      <Labelled
        label={say('workspace.name')}
        htmlFor="workspace-name"
        help={say('workspace.nameHelp')}
        problem={problem && <span role="alert">{problem}</span>}
      >
        <Input
          id="workspace-name"
          required
          maxLength={60}
          value={values.name}
          aria-describedby="workspace-name-note"
          onChange={(event) => setValues({ ...values, name: event.target.value })}
        />
      </Labelled>
      <Labelled label={say('workspace.zone')} htmlFor="workspace-zone" help={say('workspace.zoneHelp')}>
        <Select
          id="workspace-zone"
          showSearch
          options={zones}
          value={values.zone}
          aria-describedby="workspace-zone-note"
          onChange={(zone: string) => setValues({ ...values, zone })}
        />
      </Labelled>
      <Labelled label={say('workspace.language')} htmlFor="workspace-language" help={say('workspace.languageHelp')}>
        <Select<Language>
          id="workspace-language"
          options={[...languages]}
          value={values.language}
          aria-describedby="workspace-language-note"
          onChange={(language) => setValues({ ...values, language })}
        />
      </Labelled>
      <Button className="workspace-save" type="primary" htmlType="submit" loading={busy}>
        {say('common.save')}
      </Button>
    </form>
  )
}
