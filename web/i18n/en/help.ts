import type { Messages } from '../messages.ts'
import type { help as chinese } from '../zh-CN/help.ts'

export const help: Messages<typeof chinese> = {
  'help.title': 'Help',
  'help.open': 'Open help',
  'help.asks': 'Questions',
  'help.more': 'More',
  'help.chapter': 'Read the chapter of the guide (Chinese)',
  'help.guide': 'Guide (Chinese)',
  'help.keys': 'Keyboard shortcuts',
  'help.news': 'What is new',
  'help.diagnostics': 'Diagnostics',
  'help.diagnosticsWhy':
    'For your administrator when something is wrong. It holds no names, no customer data and nothing that was typed.',
  'help.copy': 'Copy diagnostics',
  'help.back': 'Back',
}
