import type { HelpText } from '../topic.ts'

export const settings = {
  settings: {
    title: 'Settings',
    what: 'People, rights, data and the system. Your roles decide which pages you see.',
    asks: [
      ['What comes first?', 'Departments and users, a look at roles and rights, then the import of customers.'],
      ['A page is missing?', 'Its right is not among your roles; an administrator can grant it.'],
      [
        'Do changes disturb people at work?',
        'They take effect at once, without a restart and without signing in again.',
      ],
    ],
    chapter: 'admin/install',
  },
  users: {
    title: 'Users',
    what: 'Make accounts for colleagues and set department, manager and roles.',
    asks: [
      [
        'Somebody leaves?',
        'Deactivate the account: access ends at once, data and history stay, and you are asked who takes over the records.',
      ],
      [
        'Lost password or phone?',
        'Set a new password or turn two-step verification off in the row’s menu. Make sure who is asking first.',
      ],
      ['Can one person have several roles?', 'Yes; the widest counts.'],
    ],
    chapter: 'admin/users',
  },
  departments: {
    title: 'Departments',
    what: 'Departments form a tree. Roles that see data by department follow it.',
    asks: [
      ['How do I move one?', 'Change what it belongs to. It cannot go below one of its own.'],
      [
        'A department is given up or merged: how do I move it all?',
        '“Move all” takes people, departments below and records along, and can delete the empty one.',
      ],
      ['Somebody changes departments: whose are the old customers?', 'They stay with the old department.'],
      ['Somebody works in two?', 'One is the main department; the others go into “Further departments”.'],
    ],
    chapter: 'admin/users',
  },
  roles: {
    title: 'Roles and rights',
    what: 'What is not granted is forbidden. For each object set how far reading, changing and deleting go, and who may create, import, export and change many.',
    asks: [
      ['How do I hide a field from a role?', 'Field rights at the end of the row: change, read, masked, hidden.'],
      [
        'How do they see customers of other departments?',
        'Add a sharing rule, by department or by condition. What is shared can only be read.',
      ],
      ['I made a mistake?', 'Leave without saving; what was saved is in the audit with its old value.'],
      ['Why can somebody see something?', '“Explain rights” says in a sentence which role and which rule.'],
    ],
    chapter: 'admin/rights',
  },
  explain: {
    title: 'Explain rights',
    what: 'Choose a person, a record and what is to be done with it: it says whether she may, by which role and which rule.',
    asks: [
      [
        'Why does she see a colleague’s customer?',
        'Often she is a team member, the manager, or covered by a sharing rule. It says which.',
      ],
      ['How is it taken away?', 'Where it says: the team, the manager, or the scope of the role.'],
      ['Can I ask who sees a record?', 'Yes: open the record, More · Who can see this.'],
    ],
    chapter: 'admin/rights',
  },
  objects: {
    title: 'Objects and fields',
    what: 'Add fields and objects, set numbers and validation rules while people work. They are in forms, lists, filters and imports at once.',
    asks: [
      [
        'Can a field be deleted?',
        'It can be retired. You see first where it is used; its data stay and it can come back.',
      ],
      [
        'How are formulas written?',
        'Such as amount * probability / 100. Fields and functions are suggested, mistakes explained.',
      ],
      ['The wrong kind of field?', 'Make a new one and retire the old.'],
    ],
    chapter: 'admin/fields',
  },
  pipelines: {
    title: 'Pipelines',
    what: 'Which stages an opportunity goes through, and how likely it is to be won in each.',
    asks: [
      ['Can there be several?', 'Yes, one for machines and one for service, say. The board has a switch.'],
      [
        'What of opportunities when stages change?',
        'They stay where they are; the stage just has its new name or place.',
      ],
      [
        'How do I stop deals from moving on half empty?',
        'Edit the stage and choose what is needed to enter it: fields, or a condition. It holds on the board, in imports and in the API.',
      ],
      ['Does a new probability change old opportunities?', 'No; it counts from the next time one enters the stage.'],
    ],
    chapter: 'admin/pipelines',
  },
  workspace: {
    title: 'Company',
    what: 'Name, logo, brand colour, time zone and default language.',
    asks: [
      [
        'How much should a duplicate check tell?',
        'As it comes: that it is there, its owner and department, so that two do not court one customer. To be strict, only that it is there.',
      ],
      [
        'Why is the colour a little different?',
        'Where text could not be read on yours, the nearest shade on which it can is used.',
      ],
      ['What does the time zone do?', 'It decides “today”, “this week” and every time on the page.'],
      ['How large may the logo be?', 'Any picture up to 10 MB; it is made to fit.'],
    ],
    chapter: 'admin/workspace',
  },
  apiKeys: {
    title: 'API keys',
    what: 'For other systems. A key can do no more than its owner, and no more than the scopes it was given.',
    asks: [
      ['Lost a key?', 'It is shown only once: make another and revoke the old one.'],
      ['Its owner leaves?', 'The key dies with the account. Use one of somebody who stays.'],
      ['Where is the API described?', 'At /api/docs of this address, your own fields included.'],
    ],
    chapter: 'admin/rights',
  },
  webhooks: {
    title: 'Webhooks',
    what: 'Tells a system of yours when data change. Requests are signed and sent again until they arrive.',
    asks: [
      ['How do we know it is from Zhike?', 'Check the signature with the secret, which is shown only once.'],
      [
        'Why was it turned off?',
        'The other side answered 410, nothing arrived for five days, or its owner was deactivated. Mend it and enable it again.',
      ],
      [
        'Does it carry customer data?',
        'No: ids, version and time only. The receiver fetches the rest with a key of its own.',
      ],
    ],
    chapter: 'admin/webhooks',
  },
  sampleData: {
    title: 'Sample data',
    what: 'Two years of an invented company, to get to know the system. One click in, one click out.',
    asks: [
      ['Does removing touch our own data?', 'No. What you made stays, with the sample records it refers to.'],
      ['Can the invented people sign in?', 'Not without a password; give one of them a new one under Users.'],
      ['How long does it take?', 'A minute or two; you can do something else.'],
    ],
    chapter: 'user/import',
  },
  audit: {
    title: 'Audit',
    what: 'Who changed which fields of which record, when and through what. Refused attempts and duplicate checks that told of others’ records stand under “Refused and looked up”.',
    asks: [
      [
        'Can entries be altered?',
        'Not unnoticed. They are chained and sealed; “Verify” names whatever was changed, removed or added.',
      ],
      ['How do I repair a mistake that I found?', 'Open the record’s history and undo the whole change.'],
      [
        'Why do some records not open?',
        'The audit shows the change; opening the record still takes the right to see it.',
      ],
    ],
    chapter: 'admin/audit',
  },
  backups: {
    title: 'Backups',
    what: 'Made every day, read back completely and compared. A failure says why.',
    asks: [
      [
        'Where is the key?',
        'In data/backup.key on the server. Keep a copy elsewhere now: nobody can restore without it.',
      ],
      ['Does a backup really work?', 'Run restore --dry-run on the server; it leaves the live data alone.'],
      [
        'What if a copy does not reach the object storage?',
        'Mend what the reason names and press “Send now”, or wait: it is sent again by itself. The backup here stays good.',
      ],
      ['Can we work meanwhile?', 'Yes.'],
    ],
    chapter: 'admin/backup',
  },
  recycleBin: {
    title: 'Recycle bin',
    what: 'Deleted records, to be restored.',
    asks: [
      ['Is a restored record the same?', 'Yes, with owner, timeline and history.'],
      ['It cannot be restored?', 'It says why; another record may have taken its unique value.'],
      ['Where is the one I want?', 'Choose its object above, then search.'],
    ],
    chapter: 'user/records',
  },
} as const satisfies Record<string, HelpText>
