/** What we know of a lead's buying intent. */
export interface Bant {
  readonly budget: string | null
  readonly authority: boolean | null
  readonly need: string | null
  readonly timing: string | null
}

/** BANT: 25 points for each of budget, authority, need and timing that we know. */
export const bantScore = (lead: Bant): number =>
  25 * [lead.budget, lead.authority, lead.need, lead.timing].filter(Boolean).length
