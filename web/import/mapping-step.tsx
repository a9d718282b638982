import { Button } from 'antd'
import type { ImportColumn } from '../api/imports.ts'
import { useSay } from '../i18n/language.ts'
import { ColumnLine } from './column-line.tsx'
import { FileFacts } from './file-facts.tsx'
import { FilePreview } from './file-preview.tsx'
import type { StepProps } from './import-page.tsx'
import { fullLabel, missingTargets, targetsOf } from './targets.ts'
import { TemplateBar } from './template-bar.tsx'

/** Where each column of the file goes. */
export const MappingStep = ({ made, object, work, go }: StepProps) => {
  const say = useSay()
  const mapped = made.columns.filter(({ mapping }) => mapping !== null)
  const taken = new Map<string, ImportColumn>(mapped.map((column) => [column.mapping!.field, column]))
  const targets = targetsOf(made)
  const missing = missingTargets(targets, new Set(taken.keys()))
  return (
    <>
      <FileFacts made={made} work={work} />
      <div className="import-bar">
        <p>
          {say('import.mapped', { total: made.columns.length, mapped: mapped.length })}
          {made.like ? <span className="muted"> · {say('import.like')}</span> : null}
        </p>
        <span className="view-space" />
        <TemplateBar made={made} work={work} />
      </div>
      {missing.length > 0 ? (
        <p className="import-note" data-tone="warning" role="status">
          ⚠{' '}
          {say('import.missing', { fields: missing.map((target) => `“${fullLabel(target)}”`).join(say('common.and')) })}
        </p>
      ) : null}
      <div className="column-lines panel" role="table" aria-label={say('import.columns')}>
        <div className="column-line column-head" role="row">
          {(['column', 'samples', 'field', 'fit'] as const).map((part) => (
            <span key={part} role="columnheader">
              {say(`import.${part}`)}
            </span>
          ))}
        </div>
        {made.columns.map((column) => (
          <ColumnLine
            key={column.index}
            column={column}
            targets={targets}
            own={object.label}
            taken={taken}
            work={work}
          />
        ))}
      </div>
      <FilePreview made={made} />
      <footer className="import-foot">
        {mapped.length === 0 ? <span className="muted">{say('import.nothing')}</span> : null}
        <Button type="primary" disabled={mapped.length === 0 || work.busy} onClick={() => go('duplicates')}>
          {say('import.next')}
        </Button>
      </footer>
    </>
  )
}
