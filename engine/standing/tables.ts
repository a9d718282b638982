import type { ObjectModel } from '../schema/model.ts'
import type { TablePlan } from '../schema/tables.ts'
import { standingsOf } from './plan.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** The tables of an object's standing totals. */
export const standingTables = (object: ObjectModel): TablePlan[] =>
  standingsOf(object).map(({ table, owners, departments, groups, sums }) => {
    const keys = ['level', 'slot', ...owners, ...departments, ...groups.map((g) => g.text)]
    const people = [
      ...owners.map((name) => ({ name, level: 'owner' })),
      ...departments.map((name) => ({ name, level: 'department' })),
    ]
    return {
      name: table,
      columns: [
        { name: 'level', type: 'text', rest: 'not null' },
        { name: 'slot', type: 'smallint', rest: 'not null' },
        ...[...owners, ...departments].map((name) => ({ name, type: 'uuid' })),
        ...groups.map(({ text, type }) => ({ name: text, type })),
        { name: 'count', type: 'bigint', rest: 'not null' },
        ...sums.flatMap(({ sum, filled }) => [
          { name: sum, type: 'numeric', rest: 'not null' },
          { name: filled, type: 'bigint', rest: 'not null' },
        ]),
      ],
      indexes: [
        { name: `uq_${table}`, unique: true, on: `(${keys.map(quoted).join(', ')}) nulls not distinct`, fields: [] },
        ...people.map(({ name, level }, i) => ({
          name: `ix_${table}_${i}`,
          unique: false,
          on: `(${quoted(name)}) where "level" = '${level}' and ${quoted(name)} is not null`,
          fields: [],
        })),
      ],
      references: [],
    }
  })
