import { aggregateRoutes } from './aggregate.ts'
import { apiKeyRoutes } from './api-keys.ts'
import { askToJoinRoutes } from './ask-to-join.ts'
import { auditRefusalRoutes } from './audit-refusals.ts'
import { backupRoutes } from './backups.ts'
import { batchRoutes } from './batch.ts'
import { batchPreviewRoutes } from './batch-preview.ts'
import { boardRoutes } from './board.ts'
import { bulkChangeRoutes } from './bulk-changes.ts'
import { changeRoutes } from './changes.ts'
import { explainRoutes } from './explain.ts'
import { duplicateRoutes } from './duplicates.ts'
import { editingRoutes } from './editing.ts'
import { eventRoutes } from './events.ts'
import { exportRoutes } from './exports.ts'
import { fileRoutes } from './files.ts'
import { importRowRoutes } from './import-rows.ts'
import { importTemplateRoutes } from './import-templates.ts'
import { importRoutes } from './imports.ts'
import { lookUpRoutes } from './look-up.ts'
import { meRoutes } from './me.ts'
import { metaRoutes } from './meta.ts'
import { notificationRoutes } from './notifications.ts'
import { peopleRoutes } from './people.ts'
import { recordRoutes } from './records.ts'
import { relatedRoutes } from './related.ts'
import { roleRoutes } from './roles.ts'
import type { Route } from './route.ts'
import { sampleDataRoutes } from './sample-data.ts'
import { schemaRoutes } from './schema.ts'
import { schemaLookRoutes } from './schema-look.ts'
import { searchRoutes } from './search.ts'
import { setUpRoutes } from './set-up.ts'
import { teamRoutes } from './team.ts'
import { departmentRoutes } from './departments.ts'
import { transferRoutes } from './transfer-records.ts'
import { timelineRoutes } from './timeline.ts'
import { whoseRoutes } from './whose.ts'
import { webhookRoutes } from './webhooks.ts'
import { workspaceRoutes } from './workspace-settings.ts'

/** Every operation of the API. */
export const routes: readonly Route[] = [
  ...setUpRoutes,
  ...meRoutes,
  ...metaRoutes,
  ...recordRoutes,
  ...batchRoutes,
  ...batchPreviewRoutes,
  ...bulkChangeRoutes,
  ...boardRoutes,
  ...relatedRoutes,
  ...aggregateRoutes,
  ...duplicateRoutes,
  ...askToJoinRoutes,
  ...whoseRoutes,
  ...explainRoutes,
  ...lookUpRoutes,
  ...searchRoutes,
  ...timelineRoutes,
  ...teamRoutes,
  ...changeRoutes,
  ...auditRefusalRoutes,
  ...peopleRoutes,
  ...transferRoutes,
  ...departmentRoutes,
  ...roleRoutes,
  ...schemaRoutes,
  ...schemaLookRoutes,
  ...apiKeyRoutes,
  ...backupRoutes,
  ...workspaceRoutes,
  ...fileRoutes,
  ...importRoutes,
  ...importRowRoutes,
  ...importTemplateRoutes,
  ...exportRoutes,
  ...eventRoutes,
  ...editingRoutes,
  ...notificationRoutes,
  ...webhookRoutes,
  ...sampleDataRoutes,
]
