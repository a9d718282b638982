import { defineModule, Department, type EnglishOf, peopleEnglish, Role, User } from '#engine'
import { View } from './view.ts'

export { View }

const view: EnglishOf<typeof View> = {
  label: 'View',
  plural: 'Views',
  fields: {
    name: 'Name',
    object: 'Object',
    shared: 'For',
    query: 'Conditions and columns',
    position: 'Order',
    owner: 'Author',
    locked: 'Locked',
  },
  options: { shared: { me: 'Only me', all: 'Everybody' } },
}

export default defineModule({
  name: 'admin',
  label: '管理',
  needs: [],
  objects: [User, Department, Role, View],
  actions: [],
  en: { ...peopleEnglish, view },
})
