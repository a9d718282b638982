/** One line of the result. */
export interface Figure {
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly goal: string
  readonly value: string
  /** Null where there is no goal. */
  readonly met: boolean | null
  readonly details: Readonly<Record<string, string | number>>
}

/** The result as a Markdown table, what missed its goal first. */
export const tableOf = (figures: readonly Figure[]): string => {
  const order = (f: Figure) => (f.met === false ? 0 : f.met === null ? 2 : 1)
  const details = [...new Set(figures.flatMap((f) => Object.keys(f.details)))]
  const head = ['', 'work', 'goal', 'measured', ...details]
  const mark = { true: '✓', false: '✗', null: '·' } as const
  const rows = figures
    .toSorted((a, b) => order(a) - order(b))
    .map((f) => [
      mark[String(f.met) as 'true'],
      `${f.zh} ${f.en}`,
      f.goal,
      f.value,
      ...details.map((d) => f.details[d] ?? ''),
    ])
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

export const short = (value: number): number => (value >= 100 ? Math.round(value) : Number(value.toPrecision(3)))
