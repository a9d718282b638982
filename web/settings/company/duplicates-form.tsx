import { Select } from 'antd'
import { saveWorkspace, type WorkspaceSettings } from '../../api/workspace.ts'
import { useSay } from '../../i18n/language.ts'
import { Labelled } from '../../ui/labelled.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'

type Duplicates = WorkspaceSettings['duplicates']

const hints = ['owner', 'exists', 'nothing'] as const
const answers = ['ask', 'allow'] as const

/** What a duplicate check tells of colleagues' records, and what programs are answered. Each choice holds at once. */
export const DuplicatesForm = ({ settings: { duplicates } }: { settings: WorkspaceSettings }) => {
  const say = useSay()
  const save = (change: Partial<Duplicates>) =>
    void saveWorkspace({ duplicates: change }).then(() => toast(say('common.saved')), failed)
  return (
    <section className="panel workspace-part" aria-labelledby="duplicates-title">
      <h2 id="duplicates-title">{say('duplicates.title')}</h2>
      <Labelled label={say('duplicates.hint')} htmlFor="duplicates-hint" help={say('duplicates.hintHelp')}>
        <Select<Duplicates['hint']>
          id="duplicates-hint"
          value={duplicates.hint}
          options={hints.map((value) => ({ value, label: say(`duplicates.hint.${value}`) }))}
          aria-describedby="duplicates-hint-note"
          onChange={(hint) => save({ hint })}
        />
      </Labelled>
      <Labelled label={say('duplicates.api')} htmlFor="duplicates-api" help={say('duplicates.apiHelp')}>
        <Select<Duplicates['api']>
          id="duplicates-api"
          value={duplicates.api}
          options={answers.map((value) => ({ value, label: say(`duplicates.api.${value}`) }))}
          aria-describedby="duplicates-api-note"
          onChange={(api) => save({ api })}
        />
      </Labelled>
    </section>
  )
}
