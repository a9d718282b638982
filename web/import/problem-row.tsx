import { Button } from 'antd'
import { useState } from 'react'
import { reasonOf } from '../api/api-error.ts'
import { type ImportData, mendRow, type ProblemRow as Row, type RowProblem } from '../api/imports.ts'
import { useSay } from '../i18n/language.ts'
import { PlainInput } from '../ui/input/plain-input.tsx'

interface RowProps {
  readonly made: ImportData
  readonly row: Row
  readonly onMended: () => void
  readonly closed?: boolean | undefined
}

/** One row of the file with what is wrong in it, a line for each cell that is to be mended. */
export const ProblemRow = ({ made, row, onMended, closed }: RowProps) => (
  <>
    {(row.problems.length > 0 ? row.problems : [{ code: 'mended', message: '' }]).map((problem: RowProblem, at) => (
      <ProblemLine
        key={`${problem.column} ${problem.code} ${at}`}
        made={made}
        row={row}
        problem={problem}
        onMended={onMended}
        closed={closed}
      />
    ))}
  </>
)

const ProblemLine = ({ made, row, problem, onMended, closed }: RowProps & { problem: RowProblem }) => {
  const say = useSay()
  const index =
    problem.column ?? made.columns.find(({ mapping }) => problem.field && mapping?.field === problem.field)?.index
  const column = made.columns.find((one) => one.index === index)
  const was = index === undefined ? '' : (row.cells[index] ?? '')
  const fixed = index === undefined ? undefined : row.fix?.[index]
  const name = row.cells.find((cell) => cell.trim() !== '') ?? ''
  return (
    <div className="problem-row" role="row" data-mended={row.status === 'mended' || undefined}>
      <span role="cell" className="problem-number">
        {row.row}
      </span>
      <span role="cell">{column?.name ?? <span className="muted">{name}</span>}</span>
      <span role="cell" className="problem-value" title={was}>
        {was || <span className="muted">—</span>}
      </span>
      <span role="cell" className="problem-text">
        {row.status === 'mended' ? (
          <span className="import-good">✓ {say('import.mended')}</span>
        ) : (
          <>⚠ {problem.message}</>
        )}
      </span>
      {closed ? null : (
        <span role="cell">
          {column && index !== undefined ? (
            <Mend
              label={say('import.mendOf', { row: row.row, column: column.name })}
              text={fixed ?? was}
              suggestion={problem.suggestion}
              onMend={async (text) => {
                await mendRow(made.id, row.row, { cells: { [index]: text } })
                onMended()
              }}
            />
          ) : null}
        </span>
      )}
    </div>
  )
}

/** The cell itself: Enter or leaving it keeps what was typed, Esc gives it up. */
const Mend = ({
  label,
  text,
  suggestion,
  onMend,
}: {
  label: string
  text: string
  suggestion: string | undefined
  onMend: (text: string) => Promise<void>
}) => {
  const say = useSay()
  const [typed, setTyped] = useState(text)
  const [kept, setKept] = useState(text)
  const [refusal, setRefusal] = useState('')
  const keep = async (next: string) => {
    if (next === kept) return
    setKept(next)
    setRefusal('')
    try {
      await onMend(next)
    } catch (refused) {
      setKept(text)
      setRefusal(reasonOf(refused))
    }
  }
  return (
    <span className="mend">
      <PlainInput
        aria-label={label}
        invalid={refusal !== ''}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={() => void keep(typed)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') void keep(typed)
          if (event.key === 'Escape') setTyped(kept)
        }}
      />
      {suggestion && typed === text ? (
        <Button
          size="small"
          type="link"
          onClick={() => {
            setTyped(suggestion)
            void keep(suggestion)
          }}
        >
          {say('import.suggested', { text: suggestion })}
        </Button>
      ) : null}
      {refusal ? <span className="problem">{refusal}</span> : null}
    </span>
  )
}
