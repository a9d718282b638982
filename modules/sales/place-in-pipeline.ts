import { type Context, defineError, type Draft } from '#engine'
import { inOrderOfPipelines, type Place } from './stage-order.ts'

export const StageElsewhere = defineError(
  'opportunity.stageElsewhere',
  422,
  '阶段“{stage}”不属于所选的销售流程',
  'The stage “{stage}” does not belong to the chosen pipeline',
)

/**
 * Keeps an opportunity's pipeline, stage, probability and outcome in step: a new one starts at the first stage of the
 * default pipeline; a step to another stage takes that stage's probability, unless one is given along with it.
 */
export const placeInPipeline = async (
  ctx: Context,
  drafts: readonly Draft[],
  consulted: readonly object[],
): Promise<void> => {
  const moved = drafts.filter(
    ({ before, after }) => !before || before['stage'] !== after['stage'] || before['pipeline'] !== after['pipeline'],
  )
  if (moved.length === 0) return
  const inOrder = inOrderOfPipelines(consulted as readonly Place[])
  const byId = new Map(inOrder.map((s) => [s.id, s]))
  const living = inOrder.filter(({ pipeline }) => pipeline.name !== undefined)
  for (const { before, after, refuse } of moved) {
    const stage = byId.get(after['stage'] as string) ?? firstOf(living, after['pipeline'] as string | null)
    if (!stage) continue
    const movedPipeline =
      before !== null && before['pipeline'] !== after['pipeline'] && before['stage'] === after['stage']
    const place = movedPipeline ? (firstOf(living, after['pipeline'] as string) ?? stage) : stage
    if (after['pipeline'] && after['pipeline'] !== place.pipeline.id) {
      refuse(StageElsewhere({ stage: place.name }).at('stage'))
      continue
    }
    const given = before ? before['probability'] !== after['probability'] : after['probability'] != null
    after['stage'] = place.id
    after['pipeline'] = place.pipeline.id
    after['outcome'] = place.outcome
    after['stageSince'] = ctx.now
    if (!given) after['probability'] = place.probability
    // A stage taken back from won or lost opens the opportunity again.
    if (place.outcome === 'open') after['closedOn'] = null
    else after['closedOn'] ??= today(ctx)
  }
}

const today = (ctx: Context) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: ctx.workspace.zone }).format(new Date(ctx.now))

const firstOf = (places: readonly Place[], pipeline: string | null): Place | undefined =>
  pipeline ? places.find((s) => s.pipeline.id === pipeline) : places[0]
