import type { HelpText } from '../topic.ts'

export const work = {
  start: {
    title: 'Where to begin',
    what: 'What you may see is on the left; search and “New” are at the top.',
    asks: [
      [
        'What is the quickest way to a customer?',
        'Press Ctrl+K and type part of the name, the last four digits of the phone, or the number.',
      ],
      ['How do I add something?', 'Choose “New” at the top right, or press C in a list.'],
      [
        'A colleague has a menu that I have not?',
        'Menus follow roles. An administrator can grant it under Settings · Roles and rights.',
      ],
      ['Where are language and dark mode?', 'Under your own name at the top right. They follow you to other devices.'],
    ],
    chapter: 'user/search',
  },
  list: {
    title: '{objects}: the list',
    what: 'Find, filter and change records here. The address holds all conditions: send it to a colleague and she sees the same list, as far as she may.',
    asks: [
      [
        'How do I keep conditions that I use often?',
        '“Save as a new view”, and say whose it is: yours, of some roles or departments, or everybody’s. The star puts it on the left.',
      ],
      [
        'How do I edit in the table?',
        'Press F2 in a cell or double-click it. A block copied from Excel goes in with Ctrl+V. Ctrl+Z undoes.',
      ],
      [
        'How do I change many at once?',
        'Tick them and use the bar below. Many are worked on in the background: you may close the page, you are told when it is done, and all of it can be undone.',
      ],
      ['What is the orange line on the left?', 'The record is yours and its day has come. Point at it to see why.'],
    ],
    chapter: 'user/lists',
  },
  board: {
    title: '{objects}: the board',
    what: 'Each column is a stage, with its count and amount on top. Drag a card to the next column to move it on.',
    asks: [
      [
        'How do I move a card by keyboard?',
        'Arrow keys choose, Shift with left or right moves; or “Move to” in the card’s menu.',
      ],
      [
        'Why does a card stay where it is?',
        'It says why. A lead, for instance, becomes an opportunity by its own action, not by dragging.',
      ],
      [
        'Why does a card ask me for something?',
        'Its new stage needs that first. Fill it in and press Ctrl+Enter: both are saved together. Esc puts the card back.',
      ],
      ['Do the totals count cards that are not shown?', 'Yes: the server adds up all that you may see.'],
    ],
    chapter: 'user/board',
  },
  new: {
    title: 'New {object}',
    what: 'Fields with * are needed; the rest can wait. Leaving without saving asks first, and keeps a draft on this device.',
    asks: [
      [
        'It says it may exist already?',
        'Open it if you may see it; if it is a colleague’s, ask to work on it together and the owner is told. If it is another one, say why and carry on.',
      ],
      [
        'Why do fields come and go?',
        'An administrator set a condition, such as “only for level A”. What is folded away is not saved.',
      ],
      ['How do I add several?', 'Ctrl+Shift+Enter saves and starts the next.'],
    ],
    chapter: 'user/records',
  },
  record: {
    title: '{object}',
    what: 'The profile is on the left, what happened in the middle, what belongs to it on the right. Your roles decide what you see and change.',
    asks: [
      [
        'How do I change it?',
        'Press E or choose “Edit”. A mistake can be undone for ten seconds, and later under “History”.',
      ],
      [
        'How do I log an activity and involve a colleague?',
        'Press N to write. @ and a name tells her; if she cannot see the record you are asked whether to let her.',
      ],
      ['Who can see this?', 'More · Who can see this lists everybody with the reason.'],
      ['I deleted the wrong one?', 'Undo it at once; later an administrator restores it from the recycle bin.'],
    ],
    chapter: 'user/records',
  },
  importStart: {
    title: 'Import {objects}',
    what: 'Drop an Excel, CSV or vCard file, or copy in Excel and press Ctrl+V. Nothing is written before you have seen the check.',
    asks: [
      [
        'What may the file look like?',
        'Up to 100 MB and 200,000 rows, column names in the first row, in any order and wording.',
      ],
      [
        'Can I take an import back?',
        'Yes, for 30 days: what was created goes to the recycle bin, what was updated gets its old values.',
      ],
      ['Where are earlier imports?', 'Further down on this page; only you see yours.'],
    ],
    chapter: 'user/import',
  },
  import: {
    title: 'This import',
    what: 'Five steps; leave at any time and carry on later. Rows with problems stay out, the others can go in first.',
    asks: [
      ['A column was not recognised?', 'Choose its field yourself. A template keeps the choice for next time.'],
      [
        'How do I mend rows with problems?',
        'In the table, with Enter to save; or download them, mend them and upload again.',
      ],
      [
        'What of records that exist already?',
        'The third step decides: skip, fill empty fields, update, create anyway, or ask you one by one.',
      ],
      ['May I close the page?', 'Yes. The bell tells you when it is done.'],
    ],
    chapter: 'user/import',
  },
  export: {
    title: 'Export',
    what: 'Download the file here once it is ready, or do something else meanwhile: the bell tells you.',
    asks: [
      [
        'What is in it?',
        'The rows the list showed when you chose “Export”, with the fields you may see; masked values stay masked.',
      ],
      ['Can I stop it?', 'Yes, with “Stop”. No file is kept.'],
      ['How long is the file kept?', 'Seven days, and only you can download it.'],
      ['Is it recorded?', 'Yes: who, when and how many rows are in the audit.'],
    ],
    chapter: 'user/import',
  },
  bulk: {
    title: 'Bulk change',
    what: 'Many records are changed or deleted in the background, also after the page is closed; the bell tells you. All of it is one change.',
    asks: [
      ['Can I stop it?', 'Yes. What is done stays and can be undone; the rest is left alone.'],
      [
        'Why were some left out?',
        'The reasons are below, and all of them come as a file. Often it is a missing right or a validation rule.',
      ],
      ['How do I undo it?', 'Here, or in the history of any record it touched. What others changed since is kept.'],
    ],
    chapter: 'user/lists',
  },
  notifications: {
    title: 'Notifications',
    what: 'Mentions, records handed to you, tasks that fall due, background work that is done. Open one and it is read.',
    asks: [
      ['There are too many?', 'Turn off any kind under My account · Notification channels.'],
      ['Can I have them by e-mail?', 'Yes, in the same place. Mail is gathered and sent every five minutes.'],
      ['One of them does not open?', 'You may no longer see that record, or it was deleted.'],
    ],
    chapter: 'user/notifications',
  },
  whose: {
    title: 'Whose customer is it',
    what: 'Before you call or visit: is a colleague at it already. Type a company name, a phone, an e-mail or a credit code; customers, contacts and leads of the whole company are looked through.',
    asks: [
      [
        'Must the name be exact?',
        'No: legal forms, brackets and the place in front or behind do not matter. A part of a name finds nothing; phones and codes must be complete.',
      ],
      [
        'What do I see of a colleague’s customer?',
        'That it is there, its owner and department, and nothing else. The company may say less.',
      ],
      ['I would like to join in?', '“Ask to work together” tells the owner, who can add you to the team.'],
      ['Is it recorded?', 'Finding what you do not see stands in the audit. Twenty look-ups a minute at most.'],
    ],
    chapter: 'user/search',
  },
} as const satisfies Record<string, HelpText>
