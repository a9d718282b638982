import { type Expression, parseCondition, parseExpression } from '../expressions/index.ts'
import type { Node } from '../expressions/node.ts'
import { childrenOf } from '../expressions/node.ts'
import type { Rollup } from '../fields/field.ts'
import { expressionScope, fieldsRead } from './expression-scope.ts'
import type { FieldModel, Model, ObjectModel } from './model.ts'
import { pinned } from './pinned.ts'
import { BadRollupField, BadRollupList, RollupMoves } from './schema-errors.ts'

const measures = ['count', 'sum', 'avg', 'min', 'max'] as const
const moments = new Set(['date', 'datetime'])

/** Checks a roll-up that a workspace asks for on `parent` and completes it. */
export const checkRollup = (model: Model, parent: ObjectModel, wanted: Partial<Rollup> | undefined): Rollup => {
  const child = model.objects.get(wanted?.of ?? '')
  const by = child?.fields.get(wanted?.by ?? '')
  const link = ['ref', 'refs', 'relatedTo', 'user', 'department'].includes(by?.field.kind ?? '')
  if (!child || !by || by.retired || !link || !by.targets.includes(parent.name))
    throw BadRollupList({ object: parent.label }).at('rollup.of')
  const measure = measures.find((m) => m === wanted?.measure) ?? 'count'
  const checked = { of: child.name, by: by.name, measure, ...(wanted?.where ? { where: wanted.where } : {}) }
  const { where } = checked
  if (where) pinned('rollup.where', () => standingCondition(child, where))
  if (measure === 'count') return checked
  const figure = child.fields.get(wanted?.field ?? '')
  const kind = figure && (figure.field.kind === 'formula' ? figure.field.options.result : figure.field.kind)
  const fits = numbers.has(kind!) || ((measure === 'min' || measure === 'max') && moments.has(kind!))
  if (!figure || figure.retired || !fits) throw BadRollupField({ measure }).at('rollup.field')
  pinned('rollup.field', () => mustNotMove(child, figure))
  return { ...checked, field: figure.name, ...(moments.has(kind!) ? { result: kind as 'date' | 'datetime' } : {}) }
}

const numbers = new Set(['integer', 'decimal', 'money', 'percent'])

/** A condition by which records count for a roll-up, read and checked. */
export const standingCondition = (child: ObjectModel, where: string): Expression => {
  const read = parseCondition(where, expressionScope(child))
  mustStand(child, read)
  return read
}

/** Stored figures are worked out when their records are written: what changes by itself would leave them behind. */
const mustStand = (object: ObjectModel, expression: Expression): void => {
  if (callsIn(expression.root).some((name) => ['today', 'now', 'me'].includes(name))) throw RollupMoves()
  for (const field of fieldsRead(object, expression)) mustNotMove(object, field)
}

const mustNotMove = (object: ObjectModel, field: FieldModel): void => {
  if (field.field.kind === 'rollup') throw RollupMoves()
  if (field.field.kind === 'formula')
    mustStand(object, parseExpression(field.field.options.expression ?? 'null', expressionScope(object)))
}

const callsIn = (node: Node): readonly string[] => [
  ...(node.op === 'call' ? [node.name] : []),
  ...childrenOf(node).flatMap(callsIn),
]
