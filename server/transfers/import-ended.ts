import type { Import, Language } from '#engine'

type Over = 'done' | 'failed' | 'reverted'
type Facts = Pick<Import, 'name' | 'status' | 'counts' | 'undone' | 'problem'>
/** What an object is called. */
type LabelOf = (object: string) => Readonly<Record<Language, string>>

const isOver = (status: Import['status']): status is Over =>
  status === 'done' || status === 'failed' || status === 'reverted'

/** What is said of an import that has come to an end nobody stood by for; null for any other. */
export const importEnded = (made: Facts, labelOf: LabelOf): ((language: Language) => string) | null => {
  const { status } = made
  if (!isOver(status)) return null
  return (language) => sentences[language][status](made) + (status === 'done' ? beside(made, labelOf, language) : '')
}

/** And of the records that stood in the same rows, told apart. */
const beside = ({ counts }: Facts, labelOf: LabelOf, language: Language): string =>
  Object.entries(counts?.belongings ?? {})
    .map(([object, { created, updated }]) =>
      language === 'en'
        ? `; ${labelOf(object).en}: ${created} created, ${updated} updated`
        : `;${labelOf(object)['zh-CN']}新建 ${created},更新 ${updated}`,
    )
    .join('')

const words = {
  created: { 'zh-CN': '新建', en: 'created' },
  updated: { 'zh-CN': '更新', en: 'updated' },
  skipped: { 'zh-CN': '跳过', en: 'skipped' },
  failed: { 'zh-CN': '有问题', en: 'with problems' },
} as const

/** What there was of each, as the screen writes it; nobody wants to hear of none. */
const parts = (counts: Facts['counts'], language: Language): string =>
  (Object.keys(words) as (keyof typeof words)[])
    .flatMap((part) => {
      const rows = counts?.[part] ?? 0
      const count = rows.toLocaleString('en')
      return rows === 0 ? [] : language === 'en' ? `${count} ${words[part].en}` : `${words[part][language]} ${count}`
    })
    .join(language === 'en' ? ', ' : ',')

const sentences: Record<Language, Record<Over, (facts: Facts) => string>> = {
  'zh-CN': {
    done: ({ name, counts }) => `“${name}”导入完成:${parts(counts, 'zh-CN') || '没有可以导入的行'}`,
    failed: ({ name, problem }) => `“${name}”没有导入完:${problem?.message ?? ''}`,
    reverted: ({ name, undone }) =>
      (undone?.conflicts ?? 0) > 0
        ? `“${name}”的导入已撤销,其中 ${undone!.conflicts} 条之后有人改过,等你决定`
        : `“${name}”的导入已全部撤销`,
  },
  en: {
    done: ({ name, counts }) => `“${name}” is imported: ${parts(counts, 'en') || 'there were no rows to import'}`,
    failed: ({ name, problem }) => `“${name}” was not imported to the end: ${problem?.messageEn ?? ''}`,
    reverted: ({ name, undone }) =>
      (undone?.conflicts ?? 0) > 0
        ? `The import of “${name}” is taken back; ${undone!.conflicts} records were edited since and wait for your decision`
        : `The import of “${name}” is taken back completely`,
  },
}
