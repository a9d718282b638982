import { defineModule } from '#engine'
import { Activity, Comment, Task } from './activity.ts'
import { en } from './en.ts'

export { Activity, Comment, Task }

export default defineModule({
  name: 'activities',
  label: '跟进与任务',
  needs: ['customers', 'sales'],
  objects: [Activity, Task, Comment],
  actions: [],
  en,
})
