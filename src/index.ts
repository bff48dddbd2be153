/**
 * Everything of the library, without any side effect: classes, types, the session and its repositories. Import it in
 * a page, a worker or plain Node. `@aurigraph/widgets/define` registers the elements.
 */
export * from './domain/api-keys.js';
export * from './domain/configuration.js';
export * from './domain/failure.js';
export * from './domain/metrics.js';
export * from './domain/node-config.js';
export * from './domain/performance-mode.js';
export * from './domain/schemas/api-keys.js';
export * from './domain/schemas/configuration.js';
export { performanceModeSchema } from './domain/schemas/fields.js';
export * from './domain/schemas/metrics.js';
export * from './domain/schemas/node-config.js';
export * from './domain/schemas/settings.js';
export * from './domain/settings.js';
export { validate, type Validated, type ValidationIssue } from './domain/validation.js';
export { CURRENT_SCHEMA_VERSION, LIBRARY_VERSION } from './domain/versions.js';
export type { Clock, Random, Stop } from './domain/clock.js';
export type { Confidence, NodeField, Origin, SystemField, UpdateSink } from './domain/live-update.js';
export type { DataHealth, DataState, Mode } from './session/data-health.js';
export type { ShareChoice, WorkerChoice } from './session/feed-plan.js';
export type { Happening, Happenings } from './session/happenings.js';
export type { SessionStream } from './session/hosted-feed.js';
export { LiveMetrics, type LiveTopic, type Reading, type SeriesName } from './session/live-metrics.js';
export type { NodeTable } from './session/node-table.js';
export type { OpenWorker, WorkerLike } from './session/off-thread/worker-like.js';
export type { PageEvent, PageLifecycle } from './session/page-lifecycle.js';
export type { Series } from './session/series.js';
export type { FeedSharing, SharingRefusal } from './session/sharing/feed-sharing.js';
export type { ShareChannel, ShareLock, ShareLockEvents, SharePorts } from './session/sharing/share-ports.js';
export { createSession, type Session, type SessionOptions } from './session/session.js';
export type { ConnectionOptions, SessionState } from './session/session-state.js';
export { restoreSnapshot, takeSnapshot } from './session/snapshot.js';
export { productionConfig, type ProductionOptions } from './storage/index.js';
export {
  exportFileName,
  type ExportFile,
  type ExportOptions,
  type FieldDifference,
  type ImportChoices,
  type ImportConflict,
  type ImportDecision,
  type ImportDefault,
  type ImportEntry,
  type ImportEntryKind,
  type ImportFile,
  type ImportNotice,
  type ImportOptions,
  type ImportPreview,
  type ImportResult,
  type ImportSettings,
  type ImportSource,
  type PreferenceChange,
  type PreferenceRepository,
} from './storage/index.js';
export { defineElement } from './elements/base/define-element.js';
export {
  AurigraphConfigEditor,
  type ConfigDirtyChangeDetail,
  type ConfigSaveDetail,
} from './elements/config-editor/config-editor.js';
export { AurigraphConnectionStatus } from './elements/connection-status/connection-status.js';
export { AurigraphConsensusChart } from './elements/consensus-chart/consensus-chart.js';
export { AurigraphDashboard } from './elements/dashboard/dashboard.js';
export { AurigraphMetricCards } from './elements/metric-cards/metric-cards.js';
export { AurigraphFeedChart } from './elements/feed-chart/feed-chart.js';
export { AurigraphFinalityChart } from './elements/finality-chart/finality-chart.js';
export { AurigraphNodeDetail } from './elements/node-detail/node-detail.js';
export { AurigraphNodeGrid, type GridViewDetail, type NodeSelectDetail } from './elements/node-grid/node-grid.js';
export type { GridColumnDefinition, GridRecord } from './elements/base/grid/column-definition.js';
export { AurigraphProvider, type StatusChangeDetail } from './elements/provider/provider.js';
export type { HostColumn, HostPoints, HostSeries } from './elements/base/chart/host-series.js';
export { AurigraphTpsChart } from './elements/tps-chart/tps-chart.js';
export type { DatedIncident } from './v11/simulator/incident-log.js';
export type { Feed, FeedPhase, FeedStatus, FeedThread, FrameCounts, WorkerRefusal } from './v11/feed.js';
