import { aggregateRoutes } from './records/aggregate.ts'
import { apiKeyRoutes } from './integration/api-keys.ts'
import { askToJoinRoutes } from './duplicates/ask-to-join.ts'
import { auditRefusalRoutes } from './workspace/audit-refusals.ts'
import { backupRoutes } from './workspace/backups.ts'
import { batchRoutes } from './records/batch.ts'
import { batchPreviewRoutes } from './records/batch-preview.ts'
import { boardRoutes } from './records/board.ts'
import { bulkChangeRoutes } from './records/bulk-changes.ts'
import { changeRoutes } from './records/changes.ts'
import { explainRoutes } from './records/explain.ts'
import { duplicateRoutes } from './duplicates/duplicates.ts'
import { editingRoutes } from './live/editing.ts'
import { eventRoutes } from './live/events.ts'
import { exportRoutes } from './import-export/exports.ts'
import { fileRoutes } from './files/files.ts'
import { importRowRoutes } from './import-export/import-rows.ts'
import { importTemplateRoutes } from './import-export/import-templates.ts'
import { importRoutes } from './import-export/imports.ts'
import { lookUpRoutes } from './records/look-up.ts'
import { meRoutes } from './people/me.ts'
import { metaRoutes } from './schema/meta.ts'
import { notificationRoutes } from './people/notifications.ts'
import { peopleRoutes } from './people/people.ts'
import { recordRoutes } from './records/records.ts'
import { relatedRoutes } from './records/related.ts'
import { roleRoutes } from './people/roles.ts'
import type { Route } from './route.ts'
import { sampleDataRoutes } from './workspace/sample-data.ts'
import { schemaRoutes } from './schema/schema.ts'
import { schemaLookRoutes } from './schema/schema-look.ts'
import { searchRoutes } from './records/search.ts'
import { setUpRoutes } from './workspace/set-up.ts'
import { teamRoutes } from './records/team.ts'
import { departmentRoutes } from './people/departments.ts'
import { transferRoutes } from './records/transfer-records.ts'
import { timelineRoutes } from './records/timeline.ts'
import { whoseRoutes } from './duplicates/whose.ts'
import { webhookRoutes } from './integration/webhooks.ts'
import { workspaceRoutes } from './workspace/workspace-settings.ts'

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
