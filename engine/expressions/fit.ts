import * as errors from './errors.ts'
import { isList, type Node, type Type } from './node.ts'

/** The error, with the place it is about for editors to mark. */
export const located = <E extends { with(details: Record<string, unknown>): E }>(error: E, position: number): E =>
  error.with({ position })

/** Counted from 1, as people count. */
export const positionOf = (node: { readonly at: number }): number => node.at + 1

const needs = {
  number: errors.NeedsNumber,
  text: errors.NeedsText,
  flag: errors.NeedsFlag,
  date: errors.NeedsDate,
}

const isNull = (node: Node): boolean => node.type === 'null'

/** The word null takes the type of the place where it stands. */
const typed = (node: Node, type: Type): Node => (isNull(node) ? { ...node, type } : node)

/** The node, if it yields this type. */
export const fit = (node: Node, type: keyof typeof needs): Node => {
  if (node.type !== type && !isNull(node)) {
    throw located(needs[type]({ position: positionOf(node) }), positionOf(node))
  }
  return typed(node, type)
}

/** A date, or the day of a time on the wall clocks of the workspace. */
export const fitDay = (node: Node): Node =>
  node.type === 'datetime'
    ? { op: 'call', name: 'dateOfTime', args: [node], type: 'date', at: node.at }
    : fit(node, 'date')

/** The node, if it yields a list. */
export const fitList = (node: Node): Node => {
  if (!isList(node.type)) throw located(errors.NeedsList({ position: positionOf(node) }), positionOf(node))
  return node
}

/** The nodes, if all yield one type; null is of any. */
export const fitTogether = (nodes: readonly Node[]): readonly Node[] => {
  const type = nodes.find((node) => !isNull(node))?.type
  if (type === undefined) return nodes
  return nodes.map((node) => {
    if (node.type !== type && !isNull(node)) {
      throw located(errors.NotSameType({ position: positionOf(node) }), positionOf(node))
    }
    return typed(node, type)
  })
}

/** The nodes, if all are numbers, all dates or all times. */
export const fitOrdered = (nodes: readonly Node[]): readonly Node[] => {
  const fitted = fitTogether(nodes)
  const wrong = fitted.find((node) => !['number', 'date', 'datetime', 'null'].includes(node.type))
  if (wrong) throw located(errors.NotComparable({ position: positionOf(wrong) }), positionOf(wrong))
  return fitted
}
