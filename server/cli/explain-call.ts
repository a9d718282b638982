type Sentence = readonly [zh: string, en: string]

const sentenceOf = (code: string, message: string): Sentence => {
  const [, named = ''] = /'(-{0,2}[^' ]+)/.exec(message) ?? []
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return [`没有 ${named} 这个选项。`, `There is no option ${named}.`]
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return [`多了“${named}”。`, `“${named}” is too much.`]
  return message.includes('does not take')
    ? [`${named} 后面不能写值。`, `${named} takes no value.`]
    : [`${named} 后面要写值。`, `${named} needs a value.`]
}

/** What is wrong with how a command was called; null for any other error. */
export const explainCall = (error: unknown): string | null => {
  const { code = '', message = '' } = (error ?? {}) as { code?: unknown; message?: string }
  return String(code).startsWith('ERR_PARSE_ARGS') ? sentenceOf(String(code), message).join('  ') : null
}
