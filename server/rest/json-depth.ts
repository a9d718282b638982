import { defineError } from '#engine'

export const TooDeep = defineError(
  'request.tooDeep',
  400,
  '请求内容嵌套超过 {limit} 层',
  'The body is nested deeper than {limit} levels',
)

/** Deeper than any honest request; what walks through a body by recursion is safe up to here. */
const limit = 40

/** Refuses a body whose lists and objects lie too deep in each other. */
export const checkDepth = (body: unknown): void => {
  let level: object[] = isContainer(body) ? [body] : []
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limit) throw TooDeep({ limit })
    level = level.flatMap((container) => Object.values(container).filter(isContainer))
  }
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null
