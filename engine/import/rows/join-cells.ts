import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { plainHeader } from '../mapping/field-words.ts'
import { familyWords, isPersonName, placeSize } from '../mapping/part-words.ts'

/** A cell that is a part of a field's text, and what its column is called. */
interface Part {
  readonly text: string
  readonly header: string
}

/** May several columns go to this field: 省, 市, 区 and 地址; 姓 and 名; several remarks. Of other fields one column is meant. */
export const joins = (object: ObjectModel, model: FieldModel): boolean =>
  ['address', 'longText'].includes(model.field.kind) || isPersonName(object, model)

/** The cells of one field as one text. */
export const joinCells = ({ field }: FieldModel, parts: readonly Part[]): string => {
  if (parts.length < 2) return parts[0]?.text ?? ''
  if (field.kind === 'address') return placeOf(parts.toSorted(bySize).map(({ text }) => text))
  return field.kind === 'longText' ? parts.map(({ text }) => text).join('\n') : nameOf(parts)
}

/** Western systems write the street before the city. */
const bySize = (a: Part, b: Part) => placeSize(a.header) - placeSize(b.header)

const bare = (part: string) => part.replace(/(?<=..)(省|市|区|县|自治州|盟)$/, '')

/** From the large to the small, each once: many systems write a municipality twice, or the whole address behind its parts. */
const placeOf = (parts: readonly string[]): string =>
  parts
    .reduce<string[]>((path, part) => {
      const from = path.findIndex(
        (above, i) =>
          part.startsWith(bare(above)) &&
          /^(省|市|区|县|自治|特别|壮族|回族|维吾尔)/.test(part.slice(bare(above).length)) &&
          path.slice(i + 1).every((later) => part.includes(bare(later))),
      )
      if (path.at(-1) === part) return path
      return from < 0 ? [...path, part] : [...path.slice(0, from), part]
    }, [])
    .join(' ')

/** 王 and 小明 without a space and the family first, John and Doe as they stand. */
const nameOf = (parts: readonly Part[]): string => {
  if (!parts.every(({ text }) => /^\p{Script=Han}+$/u.test(text))) return parts.map(({ text }) => text).join(' ')
  const isFamily = ({ header }: Part) => familyWords.has(plainHeader(header))
  return [...parts.filter(isFamily), ...parts.filter((part) => !isFamily(part))].map(({ text }) => text).join('')
}
