import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type FieldMeta, isShown } from '../api/metadata.ts'
import { useSay } from '../i18n/language.ts'
import { type ColumnChoice, writeColumns } from './list-search.ts'
import type { List } from './use-list.ts'

/** Which columns, in which order. Chosen ones come first and can be moved. */
export const ColumnsMenu = ({ list }: { list: List }) => {
  const say = useSay()
  const chosen: ColumnChoice[] = list.columns.map(({ field, width }) => ({
    name: field.name,
    ...(width === undefined ? {} : { width }),
  }))
  const others = list.object.fields.filter((field) => isShown(field) && !chosen.some(({ name }) => name === field.name))
  const set = (columns: readonly ColumnChoice[]) => {
    if (columns.length > 0) list.change({ cols: writeColumns(columns) })
  }
  const move = (at: number, step: number) => {
    const next = [...chosen]
    const [column] = next.splice(at, 1)
    if (column) next.splice(at + step, 0, column)
    set(next)
  }
  const line = (field: FieldMeta, at: number) => (
    <li key={field.name}>
      <label>
        <input
          type="checkbox"
          checked={at >= 0}
          onChange={() =>
            set(at >= 0 ? chosen.filter(({ name }) => name !== field.name) : [...chosen, { name: field.name }])
          }
        />
        {field.label}
      </label>
      {at >= 0 ? (
        <>
          <button
            type="button"
            className="icon-button"
            disabled={at === 0}
            aria-label={say('list.columnUp', { column: field.label })}
            onClick={() => move(at, -1)}
          >
            <ArrowUpOutlined />
          </button>
          <button
            type="button"
            className="icon-button"
            disabled={at === chosen.length - 1}
            aria-label={say('list.columnDown', { column: field.label })}
            onClick={() => move(at, 1)}
          >
            <ArrowDownOutlined />
          </button>
        </>
      ) : null}
    </li>
  )
  return (
    <div className="columns-menu">
      <h3>{say('list.columnsTitle')}</h3>
      <ul>
        {list.columns.map(({ field }, at) => line(field, at))}
        {others.map((field) => line(field, -1))}
      </ul>
      <Button size="small" disabled={list.search.cols === undefined} onClick={() => list.change({ cols: undefined })}>
        {say('list.columnsReset')}
      </Button>
    </div>
  )
}
