import type { Context } from '../../context.ts'
import type { Model, ObjectModel } from '../model.ts'
import { isReadBy, type Meant } from './meant.ts'
import { namesIn } from './names-in.ts'
import type { Usage } from './usage.ts'

/** A record that speaks of an object's fields. */
interface Speaker {
  readonly name: string
  readonly of: string
  readonly conditions: readonly (string | null)[]
  readonly names: readonly unknown[]
}

/** Records of objects that declare to speak of fields: views, stages, templates. */
export const usesInRecords = async (ctx: Context, meant: Meant): Promise<Usage[]> => {
  const { model } = ctx.workspace
  const found: Usage[] = []
  for (const speaking of model.objects.values())
    for (const speaker of await speakersOf(ctx, speaking)) {
      const use = useBy(model, meant, speaker)
      if (use) found.push({ kind: speaking.name, name: speaker.name, breaks: use === 'condition' })
    }
  return found
}

const useBy = (model: Model, meant: Meant, { of, conditions, names }: Speaker): 'condition' | 'name' | null => {
  const { object, field, option } = meant
  const over = model.objects.get(of)
  if (!over) return null
  if (field === null) return over === object ? 'name' : null
  if (over === object && conditions.some((condition) => isReadBy(meant, condition))) return 'condition'
  const { fields, texts } = namesIn(model, over, names)
  return fields.has(`${object.name} ${field.name}`) && (option === undefined || texts.has(option)) ? 'name' : null
}

const speakersOf = async (ctx: Context, { name, def }: ObjectModel): Promise<Speaker[]> => {
  const { speaksOf } = def
  if (!speaksOf) return []
  const { schema } = ctx.workspace
  const { conditions = [], names = [], within } = speaksOf
  const values = (fields: readonly string[]) => `json_build_array(${fields.map((field) => `r."${field}"`).join()})`
  const of = typeof speaksOf.object === 'string' ? `'${speaksOf.object}'` : `r."${speaksOf.object.field}"`
  const title = `r."${def.title}"`
  const frame = ctx.workspace.model.objects.get(String(def.fields[within ?? '']?.options.to))
  return ctx.session.query<Speaker>(
    `select ${frame ? `concat_ws(' · ', f."${frame.def.title}", ${title})` : title} as name, ${of} as of, ${values(conditions)} as conditions, ${values(names)} as names
     from "${schema}"."${name}" r ${frame ? `left join "${schema}"."${frame.name}" f on f.id = r."${within}"` : ''}
     where r."deletedAt" is null order by 1`,
  )
}
