/** Structured logs: JSON in production, plain lines on a terminal, without people's data or secrets. */
export { createLogger, type Logger } from './logger.ts'
export { requestId } from './request-id.ts'
