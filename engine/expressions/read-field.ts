import { isCalendarDate } from '#shared/calendar-date'
import { isList, type Type } from './node.ts'
import type { Value } from './operations/index.ts'

/** A field's value in a record in JSON form. What is absent, or no value of the field's kind, counts as missing. */
export const readField = (record: unknown, path: readonly string[], type: Type): Value => {
  let json = record
  for (const name of path) json = isObject(json) && Object.hasOwn(json, name) ? json[name] : null
  return json === null || json === undefined ? null : valueOf(json, type)
}

const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

const isText = (json: unknown): json is string => typeof json === 'string'

const valueOf = (json: unknown, type: Type): Value => {
  if (isList(type)) return Array.isArray(json) ? json.filter(isText) : null
  switch (type) {
    case 'number':
      return decimalOf(json)
    case 'text':
      // A reference that was read together with fields of its own.
      return isObject(json) ? readField(json, ['id'], 'text') : isText(json) ? json : null
    case 'flag':
      return typeof json === 'boolean' ? json : null
    case 'date':
      return isText(json) && isCalendarDate(json) ? json : null
    case 'datetime':
      return isText(json) ? timeOf(json) : null
    default:
      return true
  }
}

/** Integers are JSON numbers, decimals JSON strings; no column of ours holds more than 100 digits. */
const decimalOf = (json: unknown): Value => {
  const text = typeof json === 'number' ? String(json) : json
  return isText(text) && text.length <= 100 && /^-?\d+(\.\d+)?$/.test(text) ? text : null
}

const timeOf = (json: string): Value => {
  const time = Date.parse(json)
  return Number.isNaN(time) ? null : time
}
