import type { OperationName } from './operations/index.ts'

/** One value. Text is also what choices, ids, phones and the like are. */
export type Scalar = 'number' | 'text' | 'flag' | 'date' | 'datetime'

/** `null` is the word null before it has met a neighbour; `unknown` can only be asked whether it is there. */
export type Type = Scalar | `list<${Scalar}>` | 'null' | 'unknown'

/** What can be asked of every item of a list. */
export type LoopName = 'exists' | 'all' | 'filter' | 'map'

/** What every node knows: what it yields, and where it begins in the source (counted from 0). */
interface Common {
  readonly type: Type
  readonly at: number
}

/**
 * A checked expression: every name is resolved, every overload chosen. It is plain data (JSON), so that it can be kept and
 * sent; numbers and dates in it are text.
 */
export type Node =
  | (Common & { readonly op: 'constant'; readonly value: string | boolean | null })
  | (Common & { readonly op: 'field'; readonly path: readonly string[] })
  /** The element that a loop is at. */
  | (Common & { readonly op: 'item' })
  | (Common & { readonly op: 'list'; readonly items: readonly Node[] })
  | (Common & { readonly op: 'call'; readonly name: OperationName; readonly args: readonly Node[] })
  /** These look at their first argument before they need the others. */
  | (Common & { readonly op: 'and' | 'or' | 'if' | 'coalesce'; readonly args: readonly Node[] })
  | (Common & { readonly op: 'loop'; readonly name: LoopName; readonly list: Node; readonly body: Node })

/** Is it a type of lists. */
export const isList = (type: Type): type is `list<${Scalar}>` => type.startsWith('list<')

/** The type of lists of such items. */
export const listOf = (element: Scalar): Type => `list<${element}>`

/** The type of the items of such a list. */
export const elementOf = (type: `list<${Scalar}>`): Scalar => type.slice('list<'.length, -1) as Scalar

/** The nodes right below one. */
export const childrenOf = (node: Node): readonly Node[] => {
  switch (node.op) {
    case 'constant':
    case 'field':
    case 'item':
      return []
    case 'list':
      return node.items
    case 'loop':
      return [node.list, node.body]
    default:
      return node.args
  }
}
