/**
 * The one expression language: formulas, rules, conditions of roll-ups and of visibility. Its grammar is CEL's; its meaning
 * is below, and the same in JavaScript (`evaluate`) as in PostgreSQL (`toSql`), which a property test holds.
 *
 * | subject         | meaning |
 * | --------------- | ------- |
 * | names           | Fields by API name; a reference's own fields after a dot: `customer.industry`. Nothing else can be named. |
 * | numbers         | Exact decimals, never floats. A percent counts as it is written: 12.5 for 12.5 %. |
 * | `/`             | Rounded half away from zero (四舍五入) to 6 digits. By zero: null. |
 * | `%`             | Has the sign of its left side. By zero: null. |
 * | `round(x, n)`   | Half away from zero; n is written out, 0 to 20, by default 0. Also `floor`, `ceil`, `abs`. |
 * | null            | No value. `+ - * / %` and functions with a null are null, but for what is said here. |
 * | `==` `!=`       | Of one type, or with the word null. Null equals only null; `!=` is the opposite of `==`. |
 * | `< <= > >=`     | Numbers, dates, times; with a null: false. Texts have no order. |
 * | `in`            | False for null. Nulls in a written list are left out. |
 * | `&&` `||` `!`   | A null flag counts as false; the result is never null. |
 * | `c ? a : b`     | b unless c is true. Both sides are of one type. |
 * | text `+` text   | A null counts as an empty text. Other values by `text(x)`. |
 * | `empty` `has`   | Empty: null, an empty text, an empty list. `has(x)` is `!empty(x)`. |
 * | `coalesce`      | The first that is not null (an empty text is not null). |
 * | `min` `max`     | Of numbers, dates or times; nulls are passed over. |
 * | `size`          | Characters (code points) of a text, elements of a list; of null: 0. |
 * | `contains` `startsWith` `endsWith` | Case counts, nothing is a pattern; with a null: false. |
 * | `lower` `upper` | Change A–Z only, so that no database setting matters. |
 * | `text(x)`       | `12.5`, `true`, `2026-03-31`; a time `2026-03-31 14:05` in the workspace's zone. |
 * | dates           | `today()`, `date("2026-03-31")`, `date(time)`, `year`, `month`, `day`: in the workspace's zone. |
 * | `daysBetween(a, b)` | Days of the calendar from a to b; times count as their day. |
 * | `addDays(d, n)` `addMonths(d, n)` | n is cut to a whole number; 31 January + 1 month = 28 February; outside 1900–2999: null. |
 * | times           | To the millisecond; `now()`. Compare with a date by `date(time)`. |
 * | lists           | Tags, multiple choices, `["a", "b"]`: `exists`, `all`, `filter`, `map` (nulls left out); null is an empty list. Not nested. |
 * | references      | Their id as text; `me()` is the id of who asks, null for work without a person. |
 * | limits          | 2,000 characters, 500 nodes, 30 levels; `evaluate` also 10,000 steps and texts of 100,000 characters. |
 */
export { evaluate } from './evaluate.ts'
export type { Environment } from './operations/index.ts'
export { functionNames } from './functions.ts'
export { type Expression, parseCondition, parseExpression } from './parse.ts'
export { checkResultKind, type FormulaResult, resultKind } from './result-kind.ts'
export type { ResultType, Scope } from './scope.ts'
export { toCondition, toSql } from './to-sql.ts'
