import { defineError } from '../errors.ts'

export const Generated = defineError(
  'field.generated',
  422,
  '由系统自动生成,不能填写',
  'Made by the system, cannot be written',
)

/** For kinds whose value people never write. */
export const refuse = (): never => {
  throw Generated()
}
