import { aggregateRoutes } from './aggregate.ts'
import { apiKeyRoutes } from './api-keys.ts'
import { batchRoutes } from './batch.ts'
import { changeRoutes } from './changes.ts'
import { explainRoutes } from './explain.ts'
import { duplicateRoutes } from './duplicates.ts'
import { eventRoutes } from './events.ts'
import { fileRoutes } from './files.ts'
import { lookUpRoutes } from './look-up.ts'
import { meRoutes } from './me.ts'
import { metaRoutes } from './meta.ts'
import { peopleRoutes } from './people.ts'
import { recordRoutes } from './records.ts'
import { roleRoutes } from './roles.ts'
import type { Route } from './route.ts'
import { schemaRoutes } from './schema.ts'
import { searchRoutes } from './search.ts'
import { setUpRoutes } from './set-up.ts'
import { teamRoutes } from './team.ts'
import { workspaceRoutes } from './workspace-settings.ts'

/** Every operation of the API. */
export const routes: readonly Route[] = [
  ...setUpRoutes,
  ...meRoutes,
  ...metaRoutes,
  ...recordRoutes,
  ...batchRoutes,
  ...aggregateRoutes,
  ...duplicateRoutes,
  ...explainRoutes,
  ...lookUpRoutes,
  ...searchRoutes,
  ...teamRoutes,
  ...changeRoutes,
  ...peopleRoutes,
  ...roleRoutes,
  ...schemaRoutes,
  ...apiKeyRoutes,
  ...workspaceRoutes,
  ...fileRoutes,
  ...eventRoutes,
]
