import type { Readable } from 'node:stream'
import type { Transporter } from 'nodemailer'

/** A mail as text. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Names the letter for the servers on its way: sent twice it would be one. */
  readonly messageId?: string
}

/** What became of it. `unknown`: the line broke after the letter was on its way; it may have arrived. */
export type Outcome = { readonly state: 'sent' } | { readonly state: 'failed' | 'unknown'; readonly problem: string }

/** Whoever sends letters. */
export interface Mailer {
  send(letter: Letter): Promise<Outcome>
  close(): void
}

/** Sends by the server that the configuration names; null where it names none. The library is loaded with the first letter. */
export const createMailer = (mail: { readonly smtpUrl: string; readonly from: string } | null): Mailer | null => {
  if (!mail) return null
  let opened: Promise<Transporter> | undefined
  const open = () =>
    (opened ??= import('nodemailer').then(({ createTransport }) => {
      const transport = createTransport(
        {
          url: mail.smtpUrl,
          pool: true,
          maxConnections: 2,
          connectionTimeout: 10_000,
          greetingTimeout: 10_000,
          socketTimeout: 60_000,
          disableFileAccess: true,
          disableUrlAccess: true,
        },
        { from: mail.from },
      )
      transport.use('stream', (letter, done) => {
        letter.message.processFunc((stream) => ((letter.data as Partial<Tracked>).track?.(stream), stream))
        done()
      })
      return transport
    }))
  return {
    async send({ to, subject, text, messageId }) {
      let handed: Readable | undefined
      const tracked: Tracked = { track: (stream) => (handed = stream) }
      try {
        // An address of ours is one address: it must not bring a list or a header of its own.
        await (
          await open()
        ).sendMail({
          to: { name: '', address: to },
          subject: oneLine(subject),
          text,
          ...(messageId ? { messageId } : {}),
          ...tracked,
        })
        return { state: 'sent' }
      } catch (error) {
        return refusal(error as SmtpError, handed?.readableDidRead ?? false)
      }
    },
    close: () => void opened?.then((transport) => transport.close()),
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 200)

interface SmtpError extends Error {
  readonly code?: string
  readonly responseCode?: number
}

/** Told of the stream that a letter goes out by, once a server has been reached. */
interface Tracked {
  track(stream: Readable): void
}

/** A server that said no has not taken it; a line that broke once the letter was on its way leaves us not knowing. */
const refusal = ({ code, responseCode, message }: SmtpError, begun: boolean): Outcome => {
  const certain = !begun || responseCode !== undefined || code === 'EENVELOPE'
  return { state: certain ? 'failed' : 'unknown', problem: oneLine(message) }
}
