import { posix } from 'node:path'
import { limits } from '../../limits.ts'
import { Bomb, Damaged } from '../errors.ts'
import { readWhole } from '../xml.ts'
import type { Parts } from '../zip.ts'

/** Where the parts of a workbook lie and how its dates count. */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly part: string }[]
  readonly sharedStrings: string | null
  readonly styles: string | null
  /** Days are counted from 1904, as old Macs did. */
  readonly from1904: boolean
}

interface Relation {
  readonly type: string
  readonly part: string
}

/** Reads which sheets there are and where their parts lie. Throws Damaged. */
export const readWorkbook = async (parts: Parts): Promise<Workbook> => {
  const root = await relations(parts, '')
  const workbook = [...root.values()].find((r) => r.type.endsWith('/officeDocument'))?.part
  if (!workbook || !parts.has(workbook)) throw Damaged({ what: 'workbook' })
  const related = await relations(parts, workbook)
  const partOf = (type: string) =>
    [...related.values()].find((r) => r.type.endsWith(type) && parts.has(r.part))?.part ?? null
  const sheets: { name: string; hidden: boolean; part: string }[] = []
  let from1904 = false
  await readWhole(parts.open(workbook), {
    open(name, attributes) {
      // Extensions have an element of that name too, which says nothing about dates.
      if (name === 'workbookPr' && attributes['date1904']) from1904 = /^(1|true)$/.test(attributes['date1904'])
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const relation = related.get(id)
      // Charts and macros have sheets too, without a table.
      if (!relation?.type.endsWith('/worksheet') || !parts.has(relation.part)) return
      if (sheets.length >= limits.sheets) throw Bomb()
      sheets.push({
        name: attributes['name'] ?? '',
        hidden: /hidden/i.test(attributes['state'] ?? ''),
        part: relation.part,
      })
    },
  })
  return { sheets, from1904, sharedStrings: partOf('/sharedStrings'), styles: partOf('/styles') }
}

/** What a part refers to, by the id it uses. */
const relations = async (parts: Parts, part: string): Promise<Map<string, Relation>> => {
  const folder = posix.dirname(part)
  const found = new Map<string, Relation>()
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  if (!parts.has(name)) return found
  await readWhole(parts.open(name), {
    open(tag, { Id = '', Type = '', Target = '' }) {
      if (found.size >= limits.parts) throw Bomb()
      if (tag === 'Relationship')
        found.set(Id, { type: Type, part: posix.join('/', Target.startsWith('/') ? '' : folder, Target).slice(1) })
    },
  })
  return found
}
