import type { Language } from '../errors.ts'
import type { RecordVerb } from './access.ts'
import type { FieldExplanation, HeldReason, RecordExplanation } from './explain.ts'
import type { Reason } from './scope.ts'

type Words = (object: string, field: string) => string
type Told = Readonly<Record<Reason['kind'], { readonly yes: Words; readonly no: Words }>>

const verbs: Readonly<Record<Language, Record<RecordVerb, { can: string; cannot: string; grant: string }>>> = {
  'zh-CN': {
    read: { can: '能看到', cannot: '看不到', grant: '查看' },
    update: { can: '能修改', cannot: '不能修改', grant: '修改' },
    delete: { can: '能删除', cannot: '不能删除', grant: '删除' },
  },
  en: {
    read: { can: 'can see', cannot: 'cannot see', grant: 'seeing' },
    update: { can: 'can change', cannot: 'cannot change', grant: 'changing' },
    delete: { can: 'can delete', cannot: 'cannot delete', grant: 'deleting' },
  },
}

const reach: Readonly<Record<Language, Record<Reason['kind'], Words>>> = {
  'zh-CN': {
    all: (object) => `全部${object}`,
    own: () => '自己的',
    subordinates: () => '自己和下属的',
    department: () => '本部门的',
    departmentTree: () => '本部门及下级部门的',
    team: () => '参与的',
    rule: (_, rule) => `符合共享规则${rule}的`,
    parent: (_, field) => `能看到其“${field}”的`,
  },
  en: {
    all: (object) => `every ${object}`,
    own: () => 'her own',
    subordinates: () => 'her own and those of people below her',
    department: () => "her department's",
    departmentTree: () => 'those of her department and the ones below it',
    team: () => 'those whose team she is in',
    rule: (_, rule) => `those that the sharing rule ${rule} names`,
    parent: (_, field) => `those whose “${field}” she can see`,
  },
}

const told: Readonly<Record<Language, Told>> = {
  'zh-CN': {
    all: { yes: () => '', no: () => '' },
    own: { yes: () => '本人是负责人', no: () => '本人不是负责人' },
    subordinates: { yes: () => '负责人是本人或下属', no: () => '负责人不是本人,也不是下属' },
    department: { yes: () => '它归属本人所在的部门', no: () => '它不归属本人所在的部门' },
    departmentTree: { yes: () => '它归属本人所在的部门或其下级部门', no: () => '它不归属本人所在的部门或其下级部门' },
    team: { yes: () => '本人是它的协作人', no: () => '本人不是它的协作人(或已到期)' },
    rule: { yes: (_, rule) => `它符合共享规则${rule}`, no: (_, rule) => `它不符合共享规则${rule}` },
    parent: { yes: (_, field) => `本人能看到它的“${field}”`, no: (_, field) => `它没有本人能看到的“${field}”` },
  },
  en: {
    all: { yes: () => '', no: () => '' },
    own: { yes: () => 'she owns it', no: () => 'she does not own it' },
    subordinates: {
      yes: () => 'she or somebody below her owns it',
      no: () => 'neither she nor anybody below her owns it',
    },
    department: { yes: () => 'it belongs to her department', no: () => 'it does not belong to her department' },
    departmentTree: {
      yes: () => 'it belongs to her department or one below it',
      no: () => 'it does not belong to her department or one below it',
    },
    team: { yes: () => 'she is in its team', no: () => 'she is not in its team, or no longer' },
    rule: {
      yes: (_, rule) => `the sharing rule ${rule} names it`,
      no: (_, rule) => `the sharing rule ${rule} does not name it`,
    },
    parent: {
      yes: (_, field) => `she can see its “${field}”`,
      no: (_, field) => `it has no “${field}” that she can see`,
    },
  },
}

/** The explanation as sentences for people: one where it is allowed, several where every way is closed. */
export const sentences = (explanation: RecordExplanation, language: Language): string[] => {
  const { verb, object, user, allowed } = explanation
  const { can, cannot, grant } = verbs[language][verb]
  const label = object.label[language]
  const zh = language === 'zh-CN'
  const fact = zh
    ? `${user.name}${allowed ? can : cannot}这条${label}`
    : `${user.name} ${allowed ? can : cannot} this ${label}`
  const why = (because: string) => (zh ? `${fact},因为${because}。` : `${fact} because ${because}.`)
  const roleList = (roles: readonly string[]) => roles.map((r) => `“${r}”`).join(zh ? '、' : ', ')

  const held = (h: HeldReason): string => {
    const [field, target] = [fieldLabel(explanation, h.reason, language), label]
    const scope = reach[language][h.reason.kind](target, field)
    const roles = zh
      ? `角色${roleList(h.roles)}允许${grant}${scope}`
      : `the role ${roleList(h.roles)} allows ${grant} ${scope}`
    if (h.reason.kind === 'all') return why(roles)
    return why(
      zh
        ? `${told[language][h.reason.kind].yes(target, field)}(${roles})`
        : `${told[language][h.reason.kind].yes(target, field)} (${roles})`,
    )
  }

  if (allowed) return explanation.reasons.filter((h) => h.holds).map(held)
  if (explanation.gone) return [why(zh ? '这个账号已停用' : 'this account is no longer active')]
  if (explanation.deleted) return [why(zh ? '它在回收站里' : 'it is in the recycle bin')]
  if (explanation.roles.length === 0) return [why(zh ? '没有任何角色' : 'she has no role')]
  if (explanation.reasons.length === 0)
    return [
      why(
        zh
          ? `角色${roleList(explanation.roles)}不允许${grant}${label}`
          : `the role ${roleList(explanation.roles)} does not allow ${grant} any ${label}`,
      ),
    ]
  if (!explanation.seen && explanation.reasons.some((h) => h.holds))
    return [why(zh ? '根本看不到它' : 'she cannot even see it')]
  return explanation.reasons.map((h) =>
    why(told[language][h.reason.kind].no(label, fieldLabel(explanation, h.reason, language))),
  )
}

/** What a sentence names beside the object: the field that leads to a parent, or the sharing rule. */
const fieldLabel = ({ object }: RecordExplanation, reason: Reason, language: Language): string => {
  if (reason.kind === 'rule') return `“${reason.rule.name || (reason.rule.when ?? '')}”`
  return reason.kind === 'parent' ? object.fields.get(reason.field)!.label[language] : ''
}

const rights = {
  'zh-CN': { hidden: '看不到', masked: '只能看到脱敏后的', read: '能看、不能改', write: '能看、能改' },
  en: {
    hidden: 'cannot see',
    masked: 'sees only a mask of',
    read: 'can see but not change',
    write: 'can see and change',
  },
} as const

/** The explanation of a field's right as sentences: what results, then what each role says. */
export const fieldSentences = (
  { user, field, right, roles, narrowed }: FieldExplanation,
  language: Language,
): string[] => {
  const word = rights[language]
  if (language === 'en')
    return [
      `${user.name} ${word[right]} “${field.label.en}”.`,
      ...roles.map((r) => `The role “${r.role}” says: ${word[r.right]}.`),
      ...(narrowed ? ['It is worked out from fields that she may not see as widely.'] : []),
    ]
  return [
    `${user.name}对“${field.label['zh-CN']}”${word[right]}。`,
    ...roles.map((r) => `角色“${r.role}”:${word[r.right]}。`),
    ...(narrowed ? ['它由其他字段算出,而那些字段权限更窄。'] : []),
  ]
}
