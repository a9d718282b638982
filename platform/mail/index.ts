/** Mail to people, by SMTP: each one sent once at most, whatever happens to the process. */
export { createMailer, type Letter, type Mailer, type Outcome } from './mailer.ts'
export { markUnknown, sendOnce } from './send-once.ts'
