import type { FieldModel, Model, ObjectModel } from '../schema/model.ts'

/**
 * One way up from a record to those whose readers may read it too: `customer`, or `about.customer` for a note about an
 * opportunity of a customer. The record carries owner and department of what lies there in columns of its own, so that
 * "what belongs to my customers, newest first" is read from an index instead of walking past everybody's.
 */
export interface ReachPath {
  /** The names of the references, joined by dots. */
  readonly path: string
  /** The first of them. */
  readonly field: FieldModel
  /** The rest, as the record behind it has it; empty for that record itself. */
  readonly above: string
}

/** A chain of parents is followed this far: opportunity → customer, and no ring of declarations runs for ever. */
export const deepest = 3

/** The ways up from an object; `parentsOf` answers an object's references to parents. */
export const reachPaths = (
  parents: readonly FieldModel[],
  parentsOf: (object: string) => readonly FieldModel[],
  depth = deepest,
): ReachPath[] => {
  if (depth === 0) return []
  const paths = parents.flatMap((field): ReachPath[] => [
    { path: field.name, field, above: '' },
    ...field.targets
      .flatMap((target) => reachPaths(parentsOf(target), parentsOf, depth - 1))
      .map(({ path }) => ({ path: `${field.name}.${path}`, field, above: path })),
  ])
  // A note's several kinds of parent may lead on by references of the same name: it has one parent, so they share columns.
  return [...new Map(paths.map((p) => [p.path, p])).values()]
}

/** The columns in which a record keeps who is reached by a path. No field can have these names. */
export const reachColumns = (path: string) => ({ owner: `$${path}:owner`, department: `$${path}:department` }) as const

/** What a record knows of one above it. */
export type ReachFact = keyof ReturnType<typeof reachColumns>

/** All of an object's, in a fixed order. */
export const reachColumnsOf = (object: ObjectModel): string[] =>
  object.reach.flatMap(({ path }) => Object.values(reachColumns(path)))

/** The objects whose records carry facts about records of this one, with the reference that leads here. */
export const childrenOf = (model: Model, object: ObjectModel): readonly { child: ObjectModel; field: FieldModel }[] =>
  [...model.objects.values()].flatMap((child) =>
    child.parents.filter((field) => field.targets.includes(object.name)).map((field) => ({ child, field })),
  )

/** The objects of which records may be within reach because one of this object is, with those below them. */
export const objectsBelow = (model: Model, object: ObjectModel, depth = deepest): ReadonlySet<string> =>
  new Set(
    depth === 0
      ? []
      : childrenOf(model, object).flatMap(({ child }) => [child.name, ...objectsBelow(model, child, depth - 1)]),
  )

/** The fields by which those facts change. */
export const reachSources = (object: ObjectModel): readonly string[] => [
  ...(object.owned ? ['owner', 'department'] : []),
  ...object.parents.map((f) => f.name),
]

/** What the workspace's list of things to be filled in calls it. */
export const reachFilling = (object: string): string => `reach ${object}`

/** Do all rows carry it: an upgrade fills in old ones while people work. */
export const reachReady = (model: Model, object: ObjectModel): boolean => !model.unfilled.has(reachFilling(object.name))
