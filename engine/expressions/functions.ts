import { isCalendarDate } from '#shared/calendar-date'
import { NeedsConstant, NotConvertible, UnknownFunction, WrongCount } from './errors.ts'
import { fit, fitDay, fitOrdered, fitTogether, located, positionOf } from './fit.ts'
import { isList, type Node, type Type } from './node.ts'
import type { OperationName } from './operations/index.ts'

/** Where a call stands. */
interface Site {
  readonly at: number
}

interface FunctionRule {
  /** How many arguments, from and to. */
  readonly count: readonly [number, number]
  resolve(args: readonly Node[], site: Site, name: string): Node
}

type Fit = (node: Node) => Node

const text: Fit = (node) => fit(node, 'text')
const number: Fit = (node) => fit(node, 'number')

/** An operation on these operands, at the place of what was written. */
export const call = (name: OperationName, type: Type, args: readonly Node[], { at }: Site): Node => ({
  op: 'call',
  name,
  type,
  args,
  at,
})

/** A function of fixed arguments. */
const plain = (operation: OperationName, type: Type, ...fits: readonly Fit[]): FunctionRule => ({
  count: [fits.length, fits.length],
  resolve: (args, site) =>
    call(
      operation,
      type,
      args.map((arg, index) => fits[index]!(arg)),
      site,
    ),
})

/** Of several values of one type, yielding that type. */
const choosing = (
  build: (args: readonly Node[], type: Type, site: Site) => Node,
  fits: typeof fitOrdered,
): FunctionRule => ({
  count: [1, 16],
  resolve(args, site) {
    const fitted = fits(args)
    const { type } = fitted[0]!
    // Of nothing but nulls, any is the result.
    return type === 'null' ? fitted[0]! : build(fitted, type, site)
  },
})

/** Is it without a value: nothing, an empty text or an empty list. */
const emptiness = (node: Node, site: Site): Node => {
  if (node.type === 'text') return call('isEmptyText', 'flag', [node], site)
  return call(isList(node.type) ? 'isEmptyList' : 'isNull', 'flag', [node], site)
}

const conversions: Partial<Record<Type, OperationName>> = {
  number: 'textOfNumber',
  flag: 'textOfFlag',
  date: 'textOfDate',
  datetime: 'textOfTime',
}

const convertToText = (node: Node, site: Site, name: string): Node => {
  if (node.type === 'text' || node.type === 'null') return text(node)
  const operation = conversions[node.type]
  if (!operation) throw located(NotConvertible({ position: positionOf(node), name }), positionOf(node))
  return call(operation, 'text', [node], site)
}

const toDate = (node: Node): Node => {
  if (node.type !== 'text') return fitDay(node)
  if (node.op === 'constant' && typeof node.value === 'string' && isCalendarDate(node.value))
    return { ...node, type: 'date' }
  throw located(
    NeedsConstant({ position: positionOf(node), name: 'date', example: 'date("2026-03-31")' }),
    positionOf(node),
  )
}

/** Digits are written out, so that a result's scale is known before it runs. */
const rounding = ([value, digits]: readonly Node[], site: Site): Node => {
  const places: Node = digits ?? { op: 'constant', type: 'number', value: '0', at: site.at }
  const isPlaces = places.op === 'constant' && places.type === 'number' && /^(\d|1\d|20)$/.test(String(places.value))
  if (!isPlaces) {
    throw located(
      NeedsConstant({ position: positionOf(places), name: 'round', example: 'round(amount, 2)' }),
      positionOf(places),
    )
  }
  return call('round', 'number', [number(value!), places], site)
}

const rules: Readonly<Record<string, FunctionRule>> = {
  has: { count: [1, 1], resolve: ([value], site) => call('not', 'flag', [emptiness(value!, site)], site) },
  empty: { count: [1, 1], resolve: ([value], site) => emptiness(value!, site) },
  coalesce: choosing((args, type, { at }) => ({ op: 'coalesce', type, args, at }), fitTogether),

  size: {
    count: [1, 1],
    resolve: ([value], site) =>
      isList(value!.type) ? call('count', 'number', [value!], site) : call('length', 'number', [text(value!)], site),
  },
  contains: plain('contains', 'flag', text, text),
  startsWith: plain('startsWith', 'flag', text, text),
  endsWith: plain('endsWith', 'flag', text, text),
  lower: plain('lower', 'text', text),
  upper: plain('upper', 'text', text),
  text: { count: [1, 1], resolve: ([value], site, name) => convertToText(value!, site, name) },

  abs: plain('abs', 'number', number),
  floor: plain('floor', 'number', number),
  ceil: plain('ceil', 'number', number),
  round: { count: [1, 2], resolve: rounding },
  min: choosing((args, type, site) => call('min', type, args, site), fitOrdered),
  max: choosing((args, type, site) => call('max', type, args, site), fitOrdered),

  today: plain('today', 'date'),
  now: plain('now', 'datetime'),
  date: { count: [1, 1], resolve: ([value]) => toDate(value!) },
  year: plain('year', 'number', fitDay),
  month: plain('month', 'number', fitDay),
  day: plain('day', 'number', fitDay),
  daysBetween: plain('daysBetween', 'number', fitDay, fitDay),
  addDays: plain('addDays', 'date', fitDay, number),
  addMonths: plain('addMonths', 'date', fitDay, number),

  me: plain('me', 'text'),
}

/** The names of all functions, for messages and editors. */
export const functionNames: readonly string[] = Object.keys(rules)

/** The call of a function by name, with its arguments checked, once there is such a function. */
export const resolveFunction = (name: string, checkArgs: () => readonly Node[], site: Site): Node => {
  const position = positionOf(site)
  const rule = Object.hasOwn(rules, name) ? rules[name]! : undefined
  if (!rule) throw located(UnknownFunction({ position, name, known: functionNames.join(' ') }), position)
  const args = checkArgs()
  const [least, most] = rule.count
  if (args.length < least || args.length > most) {
    throw located(WrongCount({ position, name, wanted: least === most ? least : `${least}–${most}` }), position)
  }
  return rule.resolve(args, site, name)
}
