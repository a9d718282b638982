import { Select } from 'antd'
import type { ImportData } from '../api/imports.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import { PlainInput } from '../ui/input/plain-input.tsx'
import type { ImportWork } from './use-import.ts'

const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'big5', 'windows-1252', 'shift_jis', 'euc-kr']
const delimiters = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
  ['，', 'fullWidthComma'],
] as const

/** How the file was read; each guess can be corrected, and the file is read anew. */
export const FileFacts = ({ made, work }: { made: ImportData; work: ImportWork }) => {
  const say = useSay()
  const { sheets, sheet, encoding, delimiter, headerRow, format } = made.file
  return (
    <div className="file-facts">
      <span>{made.total === null ? say('import.manyRows') : say('import.rows', { count: count(made.total) })}</span>
      {sheets && sheets.length > 1 ? (
        <label>
          {say('import.sheet')}
          <Select
            size="small"
            value={sheet ?? ''}
            options={sheets.map((name) => ({ value: name, label: name }))}
            onChange={(next) => void work.change({ sheet: next })}
          />
        </label>
      ) : null}
      {encoding ? (
        <label>
          {say('import.encoding')}
          <Select
            size="small"
            value={encoding}
            options={encodings.map((name) => ({ value: name, label: name.toUpperCase() }))}
            onChange={(next) => void work.change({ encoding: next })}
          />
        </label>
      ) : null}
      {delimiter ? (
        <label>
          {say('import.delimiter')}
          <Select
            size="small"
            value={delimiter}
            options={delimiters.map(([value, name]) => ({ value, label: say(`import.delimiter.${name}`) }))}
            onChange={(next) => void work.change({ delimiter: next })}
          />
        </label>
      ) : null}
      {format === 'vcard' ? null : (
        <label>
          {say('import.headerRow')}
          <PlainInput
            key={headerRow}
            type="number"
            min={0}
            max={1000}
            defaultValue={headerRow}
            onBlur={({ target }) => {
              const row = target.valueAsNumber
              if (Number.isInteger(row) && row !== headerRow) void work.change({ headerRow: row })
            }}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          />
        </label>
      )}
    </div>
  )
}
