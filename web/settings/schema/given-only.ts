import { isEmpty } from '../../field-view.tsx'
import type { Values } from '../../form/use-form.ts'

/** What was filled in: these routes take an absent field for none, not null. */
export const givenOnly = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))
