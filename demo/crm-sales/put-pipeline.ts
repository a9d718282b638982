import type { Api } from './api.ts'
import { upsert } from './put.ts'

/** The stages of the set in their order, and how likely a deal that stands there is won. */
const stages = [
  { name: 'Prospecting', position: 1, probability: '10', outcome: 'open' },
  { name: 'Engaging', position: 2, probability: '50', outcome: 'open' },
  { name: 'Won', position: 3, probability: '100', outcome: 'won' },
  { name: 'Lost', position: 4, probability: '0', outcome: 'lost' },
] as const

export const pipelineName = 'CRM sales'

/** A pipeline of its own behind the workspace's, with the set's four stages: their ids by name. */
export const putPipeline = async (api: Api): Promise<{ readonly id: string; readonly stages: Map<string, string> }> => {
  const pipelines = await upsert(api, 'pipeline', 'name', [{ name: pipelineName, position: 90 }])
  const id = pipelines.get(pipelineName)!
  const known = await stagesOf(api, id)
  // No pipeline has two stages of one name, so these cannot be made twice; those that are there stay as people set them.
  for (const stage of stages.filter(({ name }) => !known.has(name)))
    await api.post('/records/stage', { ...stage, pipeline: id })
  return { id, stages: await stagesOf(api, id) }
}

const stagesOf = async (api: Api, pipeline: string): Promise<Map<string, string>> => {
  const { data } = await api.post<{ data: { id: string; name: string }[] }>('/records/stage/query', {
    filter: { pipeline },
    fields: ['name'],
  })
  return new Map(data.map(({ id, name }) => [name, id]))
}
