import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js'
import { check } from './check.ts'
import * as errors from './errors.ts'
import { fit, located } from './fit.ts'
import { childrenOf, type Node } from './node.ts'
import { type ResultType, resultType, type Scope } from './scope.ts'

/** An expression that was read and checked once, to be run in JavaScript or in SQL as often as needed. */
export interface Expression {
  readonly source: string
  /** The fields it looks at, as dotted paths in the order of their appearance: amount, customer.industry. */
  readonly reads: readonly string[]
  readonly result: ResultType
  readonly root: Node
}

/** What one expression may be. */
export const limits = { characters: 2_000, nodes: 500, depth: 30 }

// Only its parser is used: CEL's own evaluation counts in floats and knows no SQL.
const cel = new Environment({
  limits: { maxAstNodes: limits.nodes, maxDepth: limits.depth, maxListElements: 200, maxCallArguments: 16 },
})

/** Reads and checks an expression against the fields it may see. Throws an `AppError` that says where and how to mend it. */
export const parseExpression = (source: string, scope: Scope): Expression => {
  if (source.length > limits.characters) throw errors.TooLong({ length: source.length, limit: limits.characters })
  const root = check(syntaxTree(source), { scope, source })
  if (depthOf(root) > limits.depth) throw tooComplex()
  return { source, reads: [...new Set(pathsOf(root))], result: resultType(root.type), root }
}

/** An expression that says yes or no: a rule, a `where`, when a field is visible. */
export const parseCondition = (source: string, scope: Scope): Expression => {
  const expression = parseExpression(source, scope)
  return { ...expression, result: 'flag', root: fit(expression.root, 'flag') }
}

const tooComplex = () => errors.TooComplex({ nodes: limits.nodes, depth: limits.depth })

const syntaxTree = (source: string): ASTNode => {
  try {
    return cel.parse(source).ast
  } catch (error) {
    if (error instanceof ParseError) throw explained(error, source)
    throw error
  }
}

/** The parser's errors, in our words. */
const explained = (error: ParseError, source: string) => {
  const start = error.range?.start ?? 0
  const position = start + 1
  const near = source.slice(start, start + 20)
  const name = /^\w*/.exec(near)![0]
  switch (error.code) {
    case 'limit_exceeded':
      return tooComplex()
    case 'unexpected_character':
      // The parser says so of a word in the wrong place, too.
      if (/^[\w"'()[\]{}.,:?+\-*/%<>!]/.test(near)) return located(errors.Syntax({ position, near }), position)
      return located(errors.BadCharacter({ position, character: [...near][0] ?? '' }), position)
    case 'reserved_identifier':
      return located(errors.ReservedWord({ position, name }), position)
    case 'invalid_macro_argument':
      return located(errors.BadLoop({ position, name: 'exists' }), position)
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
    case 'newline_in_string':
    case 'invalid_escape_sequence':
    case 'invalid_unicode_escape':
      return located(errors.OpenText({ position }), position)
    default:
      return located(errors.Syntax({ position, near }), position)
  }
}

/** A chain such as a + b + c counts once: it leans to the left, and its length is bounded by the number of nodes. */
const depthOf = (node: Node): number => {
  const [first, ...others] = childrenOf(node).map(depthOf)
  if (first === undefined) return 1
  const leaning = node.op === 'and' || node.op === 'or' || (node.op === 'call' && others.length === 1)
  return Math.max(leaning ? first : first + 1, ...others.map((depth) => depth + 1))
}

const pathsOf = (node: Node): readonly string[] =>
  node.op === 'field' ? [node.path.join('.')] : childrenOf(node).flatMap(pathsOf)
