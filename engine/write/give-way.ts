import { setTimeout as wait } from 'node:timers/promises'

/** How often somebody who was overtaken looks again. */
export const mostAttempts = 12

/** Waits a moment that is another for everybody and longer each time: those who overtake each other then come one by one. */
export const giveWay = (attempt: number): Promise<void> => wait(Math.random() * Math.min(4 * 2 ** attempt, 250))
