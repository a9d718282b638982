import type { BinaryOperator } from '@marcbachmann/cel-js'
import { NotComparable } from './errors.ts'
import { fit, fitList, fitOrdered, fitTogether, located, positionOf } from './fit.ts'
import { call } from './functions.ts'
import { elementOf, isList, type Node } from './node.ts'
import type { OperationName } from './operations/index.ts'

type Site = Parameters<typeof call>[3]
type Rule = (left: Node, right: Node, site: Site) => Node

const arithmetic =
  (operation: OperationName): Rule =>
  (left, right, site) =>
    call(operation, 'number', [fit(left, 'number'), fit(right, 'number')], site)

const order =
  (operation: OperationName): Rule =>
  (left, right, site) =>
    call(operation, 'flag', fitOrdered([left, right]), site)

/** Compared with the word null, anything can be asked whether it is there. */
const equality =
  (operation: 'equal' | 'notEqual'): Rule =>
  (left, right, site) => {
    if (left.type === 'null' || right.type === 'null') {
      const missing = call('isNull', 'flag', [left.type === 'null' ? right : left], site)
      return operation === 'equal' ? missing : call('not', 'flag', [missing], site)
    }
    const both = fitTogether([left, right])
    const wrong = both.find((node) => isList(node.type) || node.type === 'unknown')
    if (wrong) throw located(NotComparable({ position: positionOf(wrong) }), positionOf(wrong))
    return call(operation, 'flag', both, site)
  }

const plus: Rule = (left, right, site) =>
  left.type === 'text' || right.type === 'text'
    ? call('concat', 'text', [fit(left, 'text'), fit(right, 'text')], site)
    : arithmetic('add')(left, right, site)

const membership: Rule = (left, right, site) => {
  const list = fitList(right)
  // The list's elements say which type is wanted; a literal stands for them in the check.
  const wanted: Node = { op: 'item', type: elementOf(list.type as `list<text>`), at: list.at }
  const [, value] = fitTogether([wanted, left])
  return call('in', 'flag', [value!, list], site)
}

/** What each binary operator of the language means for the types it meets. */
export const binaryOperators: Readonly<Record<BinaryOperator, Rule>> = {
  '+': plus,
  '-': arithmetic('subtract'),
  '*': arithmetic('multiply'),
  '/': arithmetic('divide'),
  '%': arithmetic('remainder'),
  '==': equality('equal'),
  '!=': equality('notEqual'),
  '<': order('less'),
  '<=': order('lessOrEqual'),
  '>': order('greater'),
  '>=': order('greaterOrEqual'),
  in: membership,
}
