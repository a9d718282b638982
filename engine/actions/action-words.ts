import type { Action } from '../action.ts'
import type { Language } from '../errors.ts'
import type { ObjectModel } from '../schema/model.ts'

type Word = Readonly<Record<Language, string>>

/** What an action and the fields of its input are called, in both languages. */
export const actionWords = (
  object: ObjectModel,
  action: Action,
): { readonly label: Word; input(name: string): Word } => {
  const english = object.words.en.actions?.[action.name]
  return {
    label: { 'zh-CN': action.label, en: english?.label ?? action.label },
    input: (name) => {
      const { label } = action.input[name]!
      return { 'zh-CN': label, en: english?.input?.[name] ?? label }
    },
  }
}
