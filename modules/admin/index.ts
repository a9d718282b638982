import { defineModule, Department, type EnglishOf, peopleEnglish, Role, User } from '#engine'
import { ImportTemplate } from './import-template.ts'
import { View } from './view.ts'

export { defaultViewsOf, stillSeen } from './views-of.ts'
export { widenViewGrants } from './widen-view-grants.ts'
export { ImportTemplate, View }

const view: EnglishOf<typeof View> = {
  label: 'View',
  plural: 'Views',
  fields: {
    name: 'Name',
    object: 'Object',
    shared: 'For',
    roles: 'For these roles',
    departments: 'For these departments',
    defaultFor: 'Default view of these roles',
    query: 'Conditions and columns',
    position: 'Order',
    owner: 'Author',
    locked: 'Locked',
  },
  options: { shared: { me: 'Only me', some: 'Chosen roles and departments', all: 'Everybody' } },
}

const importTemplate: EnglishOf<typeof ImportTemplate> = {
  label: 'Import template',
  plural: 'Import templates',
  fields: { name: 'Name', object: 'Object', shared: 'For', settings: 'Mapping and policy', owner: 'Author' },
  options: { shared: { me: 'Only me', all: 'Everybody' } },
}

export default defineModule({
  name: 'admin',
  label: '管理',
  needs: [],
  objects: [User, Department, Role, View, ImportTemplate],
  actions: [],
  en: { ...peopleEnglish, view, importTemplate },
})
