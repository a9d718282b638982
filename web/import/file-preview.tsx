import type { ImportData } from '../api/imports.ts'
import { useSay } from '../i18n/language.ts'

/** The first rows as they stand in the file, with where their columns go. */
export const FilePreview = ({ made }: { made: ImportData }) => {
  const say = useSay()
  const rows = made.file.preview ?? []
  if (rows.length === 0) return null
  const label = (field: string | undefined) => made.fields.find(({ name }) => name === field)?.label
  return (
    <details className="import-section file-preview">
      <summary>{say('import.preview')}</summary>
      <div className="simple-table panel" role="region" aria-label={say('import.preview')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {made.columns.map(({ index, name, mapping }) => (
                <th key={index} scope="col" data-mapped={mapping !== null}>
                  {name}
                  <small>{label(mapping?.field) ?? say('import.none')}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, at) => (
              <tr key={at}>
                {made.columns.map(({ index, mapping }) => (
                  <td key={index} data-mapped={mapping !== null}>
                    {cells[index] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
