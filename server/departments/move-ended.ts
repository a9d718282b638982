import type { Language } from '#engine'
import type { Moved } from './move-all.ts'

/** What is said when everything of a department was moved; null where it was given up. */
export const moveEnded = (from: string, to: string, moved: Moved | null, language: Language): string =>
  sentences[language](from, to, moved)

const sentences: Record<Language, (from: string, to: string, moved: Moved | null) => string> = {
  'zh-CN': (from, to, moved) =>
    moved === null
      ? `“${from}”没有全部移到“${to}”。已移走的留在新部门,再移一次会接着做`
      : `“${from}”移到“${to}”完成:移走 ${moved.moved} 项${moved.failed > 0 ? `,${moved.failed} 项没有移走` : ''}${moved.removed ? ',原部门已删除' : ''}`,
  en: (from, to, moved) =>
    moved === null
      ? `“${from}” was not moved to “${to}” completely. What was moved stays there; move again to go on`
      : `“${from}” is moved to “${to}”: ${moved.moved} moved${moved.failed > 0 ? `, ${moved.failed} not` : ''}${moved.removed ? '; the department is deleted' : ''}`,
}
