export { defineAction, type Action } from './action.ts'
export { Context, type Cause } from './context.ts'
export { connectionOf, connectionOptions, Database, planOnce, type Session } from './database.ts'
export { AppError, defineError, invalid, type Language, type Problem, type Word } from './errors.ts'
export { f, type Field, type Fields, type Id } from './fields/index.ts'
export { defineModule, type EnglishOf, type Module } from './module.ts'
export {
  defineObject,
  type Filter,
  type Grant,
  type Insert,
  type ObjectDef,
  type Patch,
  type Row,
  type RowOf,
  type Rule,
} from './object.ts'
export { type Actor, systemActor, type Via } from './rights/actor.ts'
export { isUuid, uuid7 } from './uuid.ts'
export { type Clock, type Ground, type RightsWatch, systemClock, type Workspace } from './workspace.ts'
export { Department, firstRoles, peopleEnglish, Role, User } from './rights/people.ts'
export type { Draft } from './object.ts'
export { createTables, foundRoles } from './found-workspace.ts'
export { loadActor } from './rights/load-actor.ts'
export { buildModel, emptyOverlay, type Overlay } from './schema/build-model.ts'
export type { Model } from './schema/model.ts'
export { narrowed } from './rights/narrow.ts'
export { readOverlay } from './schema/read-overlay.ts'
export { runAction } from './actions/run-action.ts'
export { noteExport } from './changes/note.ts'
export { logTeamChange, type Member } from './changes/log-team.ts'
export { readHistory, type HistoryEntry } from './changes/history.ts'
export { type LiveChange, type LiveMoment, presentCursor, readLive } from './changes/live.ts'
export { readOutbox, type OutboxCursor, type OutboxEntry, type OutboxWish, startOfTime } from './changes/outbox.ts'
export { sealChanges, verifySeal, type Verdict } from './changes/seal.ts'
export { noteEnd, type SealAnchor, type SealHead } from './changes/seal-anchor.ts'
export { undo } from './changes/undo.ts'
export { openCursor, sealCursor } from './query/cursor.ts'
export { runAggregate } from './query/run-aggregate.ts'
export { runGet } from './query/run-get.ts'
export { type ListRequest, type Page, runList } from './query/run-list.ts'
export { operatorsOf } from './query/operators.ts'
export { isSortable } from './query/sort.ts'
export { may as mayDo } from './rights/actor.ts'
export { type BatchItem, runBatch } from './write/batch.ts'
export { keyFields } from './write/find-by-key.ts'
export { upsertRecords } from './write/upsert.ts'
export {
  bulkFailures,
  type BulkChange,
  createBulkChange,
  failBulkChange,
  myBulkChange,
  NoSuchBulkChange,
  stopBulkChange,
} from './bulk/store.ts'
export { type AskedWork, type Asker, askerOf } from './asked/asked-work.ts'
export { isoTime } from './iso-time.ts'
export { bulkPart, workOnBulk } from './bulk/work.ts'
export { createRecords, type OnTwins } from './write/create.ts'
export { twinsBehind } from './duplicates/ask-about-twins.ts'
export { comparedFields, findTwins } from './duplicates/find-twins.ts'
export { duplicateAnswers, duplicateHints, saveDuplicatePolicy } from './duplicates/policy.ts'
export { tellTwins, type Twin } from './duplicates/twin.ts'
export { Forbidden, NotFound as NotFoundRecord, verbs } from './write/errors.ts'
export { keepAnswer, once, onceWritten } from './write/idempotency.ts'
export type { Keeping } from './write/sql/keep-answer.ts'
export { removeRecords, restoreRecords } from './write/remove.ts'
export { updateRecords } from './write/update.ts'
export { kindOf } from './fields/kinds.ts'
export { allowsActionOf, canSearchField, createRights, fieldRightOf } from './rights/abilities-of.ts'
export { type FieldModel, type ObjectModel, UnknownObject } from './schema/model.ts'
export { abilities, type Ability } from './rights/access.ts'
export { fieldRights, scopes, type StandardRole } from './object.ts'
export { grantOf, type Role as RoleRights } from './rights/access.ts'
export { addField, changeField, type FieldChange } from './schema/custom-field.ts'
export { addObject, changeObject, type NewObject } from './schema/custom-object.ts'
export type { NewField } from './schema/declare-field.ts'
export { changeStandardField, type StandardChange } from './schema/standard-field.ts'
export { readSchemaLog } from './schema/schema-log.ts'
export { readRules, saveRule } from './schema/validation-rules.ts'
export { standingCondition } from './schema/check-rollup.ts'
export { optionUsagesOf, usagesOf } from './schema/usage/usage.ts'
export { fillFields } from './write/fill-fields.ts'
export { sharingOf } from './rights/sharing.ts'
export { functionNames, parseExpression } from './expressions/index.ts'
export { continueCount, createTableToLoad, createToLoad } from './schema/load-tables.ts'
export { createObjectTable, finishTables } from './schema/finish-tables.ts'
export {
  difference,
  upgrade,
  engineStatements,
  engineTablesVersion,
  upgradeEngineTables,
  tablesVersion,
} from './schema/sync.ts'
export { fillReach, needsReach } from './rights/fill-reach.ts'
export { objectsBelow, reachColumns } from './rights/reach.ts'
export { fillTotals, needsTotals } from './standing/fill.ts'
export { openToRunTime, runTimeAccount } from './schema/run-time-account.ts'
export { parseCondition } from './expressions/index.ts'
export { expressionScope } from './schema/expression-scope.ts'
export { conditionOver, requirementOf, visibilityOf } from './schema/condition.ts'
export { isEmpty, isShown } from './write/check/check.ts'
export { holds } from './write/check/holds.ts'
export { fillerOf } from './write/check/missing-field.ts'
export { pinned } from './schema/pinned.ts'
export { fieldsRead } from './schema/expression-scope.ts'
export { type Onlookers, seesAny, type Sight, sightOf, visibleTo } from './query/visible-to.ts'
export { movesReach, sawBefore } from './query/saw-before.ts'
export { checkVisible } from './query/check-visible.ts'
export { parseSelection } from './query/select.ts'
export { readBefore } from './write/read-before.ts'
export { ensurePartitions } from './changes/partitions.ts'
export { explainField, explainRecord, whoCanSee } from './rights/explain.ts'
export { fieldSentences, sentences } from './rights/sentences.ts'
export { fillSearch, needsFill } from './search/fill.ts'
export { type Hit, type Hits, searchRecords, type SearchRequest } from './search/search-records.ts'
export { isSearched, namesCompanies } from './search/searched-fields.ts'
export { lendersOf, lentFields } from './import/belongings/lenders.ts'
export { joins } from './import/rows/join-cells.ts'
export { checkImport } from './import/check-import.ts'
export type { ImportWork } from './import/conveyor.ts'
export {
  askCancel,
  askCheck,
  askRevert,
  askStart,
  allowsImport,
  certaintyOf,
  discardImport,
  createImport,
  rereadImport,
  setImport,
} from './import/face.ts'
export { endUnfinished, failImport } from './import/end-unfinished.ts'
export { failedCsv } from './import/failed-csv.ts'
export { encodings } from './import/file/encodings.ts'
export { limits as importLimits } from './import/limits.ts'
export { checkQuota as checkImportQuota } from './import/quota.ts'
export { isImportable, isKey } from './import/mapping/importable.ts'
export { type ImportSettings, policies } from './import/mapping/mapping.ts'
export { settingsBy, templateOf } from './import/mapping/template.ts'
export { decideAll, decideRow, readProblemRows } from './import/problem-rows.ts'
export { readConflicts, revertDays, revertImport } from './import/revert-import.ts'
export { describeConflicts, NoSuchConflict, settleConflict } from './import/settle-conflict.ts'
export { type RowProblem, rowProblem } from './import/rows/problem.ts'
export { runImport } from './import/run-import.ts'
export { changeImport, type Import, myImport, myImports, NoSuchImport, NotNow } from './import/store.ts'
export { checkExport, type ExportFormat, exportFile, type ExportQuery, recordExport } from './export/run-export.ts'
export {
  createExport,
  type Export,
  ExportOver,
  failExport,
  finishExport,
  myExport,
  NoSuchExport,
  stopExport,
  tellExported,
} from './export/store.ts'
