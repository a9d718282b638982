import { defineError } from '../errors.ts'
import { f } from '../fields/index.ts'
import type { EnglishOf } from '../module.ts'
import { defineObject, type RowOf } from '../object.ts'
import { abilities } from './access.ts'

/** Every role may look up who its colleagues are; names are needed wherever an owner is shown. */
const everybodyReads = {
  manager: { read: 'all' },
  sales: { read: 'all' },
  marketer: { read: 'all' },
  service: { read: 'all' },
  reader: { read: 'all' },
  auditor: { read: 'all' },
} as const

export const ManagerCircle = defineError(
  'user.managerCircle',
  422,
  '直属上级不能是自己,也不能是自己的下属',
  'Nobody can be her own manager, nor be managed by somebody below her',
)

/** A person of the workspace. Her login is elsewhere: here is what colleagues see and what rights are worked out from. */
export const User = defineObject('user', {
  label: '员工',
  badge: '员',
  group: 'settings',
  title: 'name',
  list: ['name', 'email', 'department', 'manager', 'roles', 'active'],
  fields: {
    name: f.text('姓名', { required: true, search: true, length: 60 }),
    email: f.email('邮箱', { required: true, unique: true, search: true }),
    phone: f.phone('手机'),
    position: f.text('职务', { length: 60 }),
    department: f.department('部门', { help: '业务数据按它归属' }),
    departments: f.refs('兼任部门', { to: 'department' }),
    manager: f.user('直属上级', { help: '角色允许时，上级能看到下属的数据' }),
    roles: f.refs('角色', { to: 'role' }),
    active: f.flag('在用', { default: true, readOnly: true }),
  },
  tree: { by: 'manager', circle: ManagerCircle },
  grants: {
    ...everybodyReads,
    administrator: { read: 'all', create: true, update: 'all', export: true, bulk: true },
    security: { read: 'all', update: 'all', fields: { name: 'read', email: 'read', phone: 'masked', manager: 'read' } },
  },
})
export type User = RowOf<typeof User>

export const DepartmentCircle = defineError(
  'department.circle',
  422,
  '不能把部门移到它自己或它的下级部门之下',
  'A department cannot be moved below itself or one of its own',
)

/** A department; together they are a tree. */
export const Department = defineObject('department', {
  label: '部门',
  badge: '部',
  group: 'settings',
  title: 'name',
  list: ['name', 'parent', 'lead'],
  fields: {
    name: f.text('部门名称', { required: true, search: true, length: 60 }),
    parent: f.ref('上级部门', { to: 'department', inverse: 'children' }),
    lead: f.user('负责人员'),
    position: f.integer('次序', { default: 0 }),
  },
  tree: { by: 'parent', circle: DepartmentCircle },
  grants: {
    ...everybodyReads,
    administrator: { read: 'all', create: true, update: 'all', delete: 'all' },
    security: { read: 'all' },
  },
})
export type Department = RowOf<typeof Department>

/** What its holders may do: the declared grants of a standard role, or none, changed by rows of its own. */
export const Role = defineObject('role', {
  label: '角色',
  badge: '角',
  group: 'settings',
  title: 'label',
  list: ['label', 'name', 'basis'],
  fields: {
    name: f.text('标识', { required: true, unique: true, length: 40 }),
    label: f.text('角色名称', { required: true, length: 40 }),
    labelEn: f.text('英文名称', { length: 40 }),
    basis: f.choice('以标准角色为基础', {
      options: {
        administrator: '管理员',
        security: '安全管理员',
        auditor: '审计员',
        manager: '销售主管',
        sales: '销售',
        marketer: '市场',
        service: '客服',
        reader: '只读',
      },
    }),
    grants: f.json('权限', { readOnly: true }),
    abilities: f.json('管理权', { readOnly: true }),
  },
  grants: {
    ...everybodyReads,
    administrator: { read: 'all', create: true, update: 'all', delete: 'all' },
    security: { read: 'all', create: true, update: 'all', delete: 'all' },
  },
})
export type Role = RowOf<typeof Role>

/** Their English words. */
export const peopleEnglish: {
  user: EnglishOf<typeof User>
  department: EnglishOf<typeof Department>
  role: EnglishOf<typeof Role>
} = {
  user: {
    label: 'User',
    plural: 'Users',
    fields: {
      name: 'Name',
      email: 'E-mail',
      phone: 'Mobile',
      position: 'Position',
      department: 'Department',
      departments: 'Further departments',
      manager: 'Manager',
      roles: 'Roles',
      active: 'Active',
    },
    help: { department: 'Her records count for it', manager: 'Sees her records, if that role allows it' },
  },
  department: {
    label: 'Department',
    plural: 'Departments',
    fields: { name: 'Name', parent: 'Parent department', lead: 'Head', position: 'Order' },
  },
  role: {
    label: 'Role',
    plural: 'Roles',
    fields: {
      name: 'Key',
      label: 'Name',
      labelEn: 'English name',
      basis: 'Based on',
      grants: 'Rights',
      abilities: 'Administration',
    },
    options: {
      basis: {
        administrator: 'Administrator',
        security: 'Security officer',
        auditor: 'Auditor',
        manager: 'Sales manager',
        sales: 'Salesperson',
        marketer: 'Marketer',
        service: 'Service agent',
        reader: 'Read only',
      },
    },
  },
}

/** The standard roles a new workspace starts with, and what each may administer. */
export const firstRoles = {
  administrator: { label: '管理员', labelEn: 'Administrator', abilities },
  security: { label: '安全管理员', labelEn: 'Security officer', abilities: ['rights', 'apiKeys'] },
  auditor: { label: '审计员', labelEn: 'Auditor', abilities: ['audit'] },
  manager: { label: '销售主管', labelEn: 'Sales manager', abilities: [] },
  sales: { label: '销售', labelEn: 'Salesperson', abilities: [] },
  marketer: { label: '市场', labelEn: 'Marketer', abilities: [] },
  service: { label: '客服', labelEn: 'Service agent', abilities: [] },
  reader: { label: '只读', labelEn: 'Read only', abilities: [] },
} as const
