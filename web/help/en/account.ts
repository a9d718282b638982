import type { HelpText } from '../topic.ts'

export const account = {
  signIn: {
    title: 'Signing in',
    what: 'Use the e-mail address and password of the account your company made for you.',
    asks: [
      [
        'Forgotten the password?',
        '“Forgot password?” sends a link by mail. Where there is none, an administrator sets a new one.',
      ],
      ['Too many wrong attempts?', 'Wait as long as it says and try again; the account is not closed.'],
      [
        'Lost the phone with the codes?',
        'Sign in with a backup code. Without one, an administrator can turn two-step verification off for you.',
      ],
    ],
    chapter: 'user/sign-in',
  },
  password: {
    title: 'A new password',
    what: 'Enter the address you sign in with and follow the link in the mail.',
    asks: [
      ['No mail?', 'Look among the junk and try again in a few minutes; else ask an administrator.'],
      ['The link does not work?', 'It is good for one hour and one use. Ask for another.'],
      ['What of my other devices?', 'They all have to sign in again with the new password.'],
    ],
    chapter: 'user/sign-in',
  },
  setUp: {
    title: 'Getting started',
    what: 'Name the company and yourself: you are its first administrator.',
    asks: [
      ['Can the name be changed later?', 'Yes, under Settings · Company.'],
      ['How do colleagues get in?', 'Make accounts for them under Settings · Users.'],
      ['Can I see it with data first?', 'Settings · Sample data loads a made-up company and takes it away again.'],
    ],
    chapter: 'admin/install',
  },
  security: {
    title: 'Sign-in and security',
    what: 'Change the password, turn on two-step verification, see where you are signed in.',
    asks: [
      [
        'What is two-step verification?',
        'Besides the password, signing in asks for six digits from an app on your phone. A stolen password alone opens nothing.',
      ],
      [
        'What are backup codes for?',
        'For signing in without the phone, once each. Keep them safe: they are shown only once.',
      ],
      ['A device you do not know?', 'Sign it out, then change the password at once.'],
    ],
    chapter: 'user/sign-in',
  },
  channels: {
    title: 'Notification channels',
    what: 'For each kind choose the app, e-mail, or neither. It takes effect at once.',
    asks: [
      ['How often does mail come?', 'Every five minutes, gathered; what you have read in the app is left out.'],
      [
        'Can nights and weekends be quiet?',
        'Yes: turn on quiet hours and choose times and days. All of it comes as one mail afterwards, nothing is lost.',
      ],
      ['E-mail cannot be chosen?', 'Sending mail is not set up yet; ask an administrator.'],
      ['Does a bulk change send many?', 'No, one; and one record within five minutes is one as well.'],
    ],
    chapter: 'user/notifications',
  },
  shortcuts: {
    title: 'Shortcuts',
    what: 'Every shortcut can have another key, or none. They belong to your account, on every device.',
    asks: [
      ['How do I change one?', 'Click its key, then press the new one. Esc leaves it as it is.'],
      ['It says the key is taken?', 'It says by what. Choose another, or use it here; the other then has none.'],
      [
        'Why can some keys not be chosen?',
        'Those the browser needs, those that move and confirm, and those that edit text would break other things.',
      ],
      ['I keep hitting keys by accident?', 'Turn off single-key shortcuts below; those with Ctrl or Alt still work.'],
    ],
    chapter: 'user/shortcuts',
  },
} as const satisfies Record<string, HelpText>
