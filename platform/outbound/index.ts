/** Calls to addresses that people type in: never into our own network, never led astray, never held up. */
export { callOut, type CallOutcome, type CallOutOptions } from './call-out.ts'
export { isAllowEntry, outboundPolicy, type OutboundPolicy } from './policy.ts'
