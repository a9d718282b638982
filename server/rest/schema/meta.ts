import * as z from 'zod'
import {
  comparedFields,
  type Context,
  createRights,
  fieldRightOf,
  isSortable,
  kindOf,
  type Language,
  type ObjectModel,
  type Field,
  allowsActionOf,
  type FieldModel,
  operatorsOf,
  canSearchField,
  fieldsRead,
  requirementOf,
  visibilityOf,
} from '#engine'
import { anything } from '../answers.ts'
import { languageOf } from '../problem.ts'
import { route } from '../route.ts'

/** Everything the screens are drawn from, in the reader's language, cut to what she may see and do. */
export const describe = (ctx: Context, language: Language) => ({
  version: `${ctx.workspace.model.version}.${ctx.actor.access.key}.${language}`,
  objects: [...ctx.workspace.model.objects.values()]
    .filter((object) => canSee(ctx, object))
    .map((object) => describeObject(ctx, object, language)),
})

/** The system writes it; nobody else does, whatever her rights. */
export const isMade = ({ system, field: { kind, options } }: FieldModel): boolean =>
  system || ['serial', 'formula', 'rollup'].includes(kind) || options.computed === true || options.readOnly === true

/** May she read records of this object at all. */
export const canSee = ({ actor: { access } }: Context, object: ObjectModel): boolean =>
  access.system || access.of(object).grants.some(({ grant }) => grant.read && grant.read !== 'none')

const describeObject = (ctx: Context, object: ObjectModel, language: Language) => {
  const { def } = object
  const words = object.words[language]
  const fields = [...object.fields.values()].filter(
    (f) => !f.retired && f.name !== 'deletedAt' && fieldRightOf(ctx, object, f) !== 'hidden',
  )
  const names = new Set(fields.map((f) => f.name))
  const shown = (list: readonly string[]) => list.filter((name) => names.has(name))
  const custom = fields.filter((f) => f.custom).map((f) => f.name)
  const sections = def.form ?? [{ label: '基本信息', labelEn: 'Profile', fields: Object.keys(def.fields) }]
  return {
    name: object.name,
    label: object.label[language],
    plural: words.plural ?? object.label[language],
    icon: def.badge ?? [...def.label][0],
    group: def.group ?? 'settings',
    inNavigation: def.group !== undefined && def.group !== 'settings',
    custom: object.custom,
    title: def.title,
    list: shown(def.list as string[]),
    form: [
      ...sections.map((s) => ({ label: language === 'en' ? s.labelEn : s.label, fields: shown(s.fields as string[]) })),
      ...(custom.length > 0 ? [{ label: language === 'en' ? 'Custom' : '自定义', fields: custom }] : []),
    ].filter((s) => s.fields.length > 0),
    board: boardOf(ctx, object, names),
    attention: attentionOf(def.attention, names),
    timeline: def.timeline ?? false,
    duplicates: comparedFields(ctx, object).map(({ name }) => name),
    related: relatedLists(ctx, object, language),
    actions: [...object.actions.values()]
      .filter((action) => allowsActionOf(ctx, object, action.name))
      .map((action) => ({
        name: action.name,
        label: words.actions?.[action.name]?.label ?? action.label,
        from: action.from,
        ...(action.confirm ? { confirm: words.actions?.[action.name]?.confirm ?? action.confirm } : {}),
        input: Object.entries<Field>(action.input).map(([name, field]) =>
          describeField(name, field, {
            label: words.actions?.[action.name]?.input?.[name] ?? field.label,
            readOnly: false,
            masked: false,
            custom: false,
            words: {},
          }),
        ),
      })),
    rights: createRights(ctx, object),
    fields: fields.map((f) => {
      const right = fieldRightOf(ctx, object, f)
      const flow = (def.flow as Record<string, unknown> | undefined)?.[f.name]
      return {
        ...describeField(f.name, f.field, {
          label: f.label[language],
          readOnly: isMade(f) || right !== 'write',
          masked: right === 'masked',
          custom: f.custom,
          words: words.options?.[f.name] ?? (language === 'en' ? (f.field.options.optionsEn ?? {}) : {}),
          help: words.help?.[f.name] ?? (language === 'en' ? f.field.options.helpEn : undefined),
        }),
        system: f.system,
        ...visibility(ctx, object, f),
        ...requirement(ctx, object, f),
        targets: f.targets,
        ...(f.field.kind === 'rollup' ? { result: rollupResult(ctx, f.field) } : {}),
        ...(flow ? { flow } : {}),
      }
    }),
  }
}

/** No board where she may not read what it is drawn from; no sums of what is masked or hidden. */
const boardOf = (ctx: Context, object: ObjectModel, names: ReadonlySet<string>) => {
  if (object.def.board === undefined || !names.has(object.def.board.group)) return undefined
  const { group, sum, within, card } = object.def.board
  return {
    group,
    ...(sum && canSearchField(ctx, object, object.fields.get(sum)!) ? { sum } : {}),
    ...(within && names.has(within) ? { within } : {}),
    card: (card as readonly string[]).filter((name) => names.has(name)),
  }
}

/** Nothing, where she may not read what it depends on. */
const attentionOf = (attention: ObjectModel['def']['attention'], names: ReadonlySet<string>) =>
  attention && [attention.when, ...Object.keys(attention.while ?? {})].every((name) => names.has(name as string))
    ? { when: attention.when, while: attention.while ?? {} }
    : undefined

const listLabel = (object: ObjectModel, language: Language): string =>
  object.words[language].plural ?? object.label[language]

/** The lists of records that point to one of these, as far as the caller may see them. */
export const relatedLists = (ctx: Context, object: ObjectModel, language: Language) =>
  object.inverses
    .map((inverse) => ({ inverse, other: ctx.workspace.model.objects.get(inverse.object)! }))
    // What is about a record stands in its timeline.
    .filter(
      ({ inverse, other }) =>
        inverse.field !== 'about' &&
        canSee(ctx, other) &&
        fieldRightOf(ctx, other, other.fields.get(inverse.field)!) !== 'hidden',
    )
    .map(({ inverse, other }, _, all) => ({
      name: inverse.name,
      object: other.name,
      field: inverse.field,
      label:
        ownListLabel(other, inverse.field, language) ??
        // Two lists of the same object, or of one's own kind, are told apart by the field that leads here.
        (other === object || all.filter((one) => one.other === other).length > 1
          ? `${listLabel(other, language)} · ${other.fields.get(inverse.field)!.label[language]}`
          : listLabel(other, language)),
    }))

const ownListLabel = (object: ObjectModel, field: string, language: Language): string | undefined =>
  language === 'en'
    ? (object.words.en.lists as Readonly<Record<string, string>> | undefined)?.[field]
    : object.fields.get(field)!.field.options.listLabel

/**
 * When a form shows the field: as it was written, and read and checked for the browser to evaluate. A condition over a field
 * that the caller may not read is none for her.
 */
const visibility = (ctx: Context, object: ObjectModel, field: FieldModel) => {
  const condition = visibilityOf(object, field)
  return condition && knows(ctx, object, condition) ? { visibleWhen: condition.source, visible: condition.root } : {}
}

/** The same for when it must be filled in; the server asks for it in any case. */
const requirement = (ctx: Context, object: ObjectModel, field: FieldModel) => {
  const condition = requirementOf(object, field)
  return condition && knows(ctx, object, condition)
    ? { requiredWhen: condition.source, requirement: condition.root }
    : {}
}

const knows = (ctx: Context, object: ObjectModel, condition: Condition) =>
  fieldsRead(object, condition).every((field) => canSearchField(ctx, object, field))
type Condition = NonNullable<ReturnType<typeof visibilityOf>>

/** How a roll-up's figure is written: a count, or like the field it sums. */
const rollupResult = ({ workspace: { model } }: Context, { options: { rollup } }: Field) => {
  const figure = rollup?.field ? model.objects.get(rollup.of)?.fields.get(rollup.field)?.field : undefined
  if (rollup?.measure === 'count' || !figure) return 'integer'
  return figure.kind === 'formula' ? figure.options.result : figure.kind
}

interface Described {
  readonly label: string
  readonly readOnly: boolean
  readonly masked: boolean
  readonly custom: boolean
  readonly words: Readonly<Record<string, string>>
  readonly help?: string | undefined
}

const describeField = (name: string, field: Field, { words, help, ...rest }: Described) => {
  const kind = kindOf(field)
  const { options } = field
  const given = Object.fromEntries(
    (['scale', 'min', 'max', 'length', 'format', 'default', 'index', 'result', 'to'] as const)
      .filter((key) => options[key] !== undefined)
      .map((key) => [key, options[key]]),
  )
  return {
    name,
    kind: field.kind,
    ...rest,
    ...((help ?? options.help) ? { help: help ?? options.help } : {}),
    required: options.required ?? false,
    computed: options.computed ?? false,
    unique: options.unique ?? false,
    sortable: isSortable(field) && !rest.masked,
    groupable: kind.groupable && !rest.masked,
    numeric: kind.numeric ?? false,
    filter: rest.masked ? [] : operatorsOf(field),
    ...(options.options
      ? {
          options: Object.entries(options.options).map(([value, label]) => ({
            value,
            label: words[value] ?? label,
            ...(options.colors?.[value] ? { color: options.colors[value] } : {}),
          })),
        }
      : {}),
    ...given,
  }
}

export const metaRoutes = [
  route({
    method: 'GET',
    path: '/meta',
    summary: { 'zh-CN': '对象与字段的描述', en: 'Objects and fields' },
    answer: z.object({
      version: z.string(),
      objects: z.array(z.looseObject({ name: z.string(), fields: z.array(anything) })),
    }),
    async handle({ ctx, request }) {
      const language = languageOf(request)
      const etag = `"${ctx.workspace.model.version}.${ctx.actor.access.key}.${language}"`
      if (request.headers['if-none-match'] === etag) return { status: 304, headers: { etag } }
      return {
        body: describe(ctx, language),
        headers: { etag, 'cache-control': 'private, no-cache', vary: 'Cookie, Authorization, Accept-Language' },
      }
    },
  }),
]
