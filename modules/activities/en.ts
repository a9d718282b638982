import type { EnglishOf } from '#engine'
import type { Activity, Comment, Task } from './activity.ts'

export const en: {
  activity: EnglishOf<typeof Activity>
  task: EnglishOf<typeof Task>
  comment: EnglishOf<typeof Comment>
} = {
  activity: {
    label: 'Activity',
    plural: 'Activities',
    fields: {
      kind: 'Kind',
      subject: 'Subject',
      content: 'Content',
      at: 'Time',
      minutes: 'Duration (minutes)',
      about: 'About',
      contacts: 'Their participants',
      participants: 'Our participants',
      mentions: 'Mentions',
      files: 'Files',
      nextStep: 'Next step',
      nextAt: 'Next step at',
      owner: 'By',
      department: 'Department',
    },
    options: {
      kind: { call: 'Call', mail: 'E-mail', meeting: 'Meeting', visit: 'Visit', wecom: 'WeCom', note: 'Note' },
    },
    help: { at: 'Now when empty' },
  },
  task: {
    label: 'Task',
    plural: 'Tasks',
    fields: {
      subject: 'Task',
      content: 'Details',
      about: 'About',
      dueAt: 'Due',
      remindAt: 'Remind at',
      priority: 'Priority',
      status: 'Status',
      doneAt: 'Done at',
      owner: 'Assignee',
      department: 'Department',
    },
    options: {
      priority: { high: 'High', normal: 'Normal', low: 'Low' },
      status: { open: 'To do', doing: 'Doing', done: 'Done', cancelled: 'Cancelled' },
    },
  },
  comment: { label: 'Comment', plural: 'Comments', fields: { text: 'Text', about: 'About', mentions: 'Mentions' } },
}
