/** How many rows of each kind; everything follows from the customers and the people. */
export interface Size {
  readonly users: number
  readonly departments: number
  readonly customers: number
  readonly contacts: number
  readonly opportunities: number
  readonly activities: number
}

export const sizeOf = (rows: number, users = 1_000): Size => ({
  users,
  departments: users / 20,
  customers: rows,
  contacts: rows * 2,
  opportunities: rows,
  activities: rows * 5,
})

/** The newest row's time: fixed, so that two runs in different months have the same data. */
export const until = '2026-11-01T00:00:00Z'

/** Which table an id belongs to. */
export const kind = { department: 1, user: 2, customer: 3, contact: 4, opportunity: 5, activity: 6 } as const
