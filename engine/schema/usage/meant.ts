import { parseExpression } from '../../expressions/index.ts'
import { childrenOf, type Node } from '../../expressions/node.ts'
import { expressionScope, fieldsRead } from '../expression-scope.ts'
import type { FieldModel, ObjectModel } from '../model.ts'

/** Whose uses are looked for: an object as a whole, one of its fields, or an option of that field. */
export interface Meant {
  readonly object: ObjectModel
  readonly field: FieldModel | null
  readonly option?: string
}

/** Does an expression over the object look at what is meant. */
export const isReadBy = ({ object, field, option }: Meant, expression: string | null | undefined): boolean => {
  if (!expression || field === null) return false
  try {
    const read = parseExpression(expression, expressionScope(object))
    const looksAt = fieldsRead(object, read).some((one) => one.name === field.name)
    return looksAt && (option === undefined || constantsIn(read.root).includes(option))
  } catch {
    // It is broken already.
    return false
  }
}

const constantsIn = (node: Node): readonly unknown[] => [
  ...(node.op === 'constant' ? [node.value] : []),
  ...childrenOf(node).flatMap(constantsIn),
]
