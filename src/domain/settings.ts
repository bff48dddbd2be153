/** Settings of the whole application, one per origin and namespace (schema design 3). */
import type { ChoiceField, NumberField } from './field.js';
import type { appSettingsSchema, v11BackendSchema } from './schemas/settings.js';
import { CURRENT_SCHEMA_VERSION } from './versions.js';
import type * as z from './zod.js';

/** Colour schemes (schema design 3). */
export const THEMES = ['light', 'dark', 'system'] as const;
/** Colour scheme; `system` follows the operating system. */
export type Theme = (typeof THEMES)[number];

/** Dashboards (schema design 3). */
export const DASHBOARDS = ['spatial', 'vizor'] as const;

/** Request timeout. The design gives a default and no range; 1 s to 5 min keeps it useful. */
export const timeoutField: NumberField = {
  kind: 'number',
  label: 'Request timeout',
  unit: 'ms',
  min: 1_000,
  max: 300_000,
  default: 30_000,
  integer: true,
  help: 'When an unanswered request is given up.',
};

/** Time between two redraws of a chart (schema design 3: 1000 to 5000 ms). */
export const chartUpdateIntervalField: NumberField = {
  kind: 'number',
  label: 'Chart update interval',
  unit: 'ms',
  min: 1_000,
  max: 5_000,
  default: 1_000,
  integer: true,
  help: 'Time between two points of a chart.',
};

/** Field of the colour scheme (schema design 3). */
export const themeField: ChoiceField<Theme> = {
  kind: 'choice',
  label: 'Theme',
  options: THEMES,
  default: 'system',
  help: 'Light, dark, or as the system.',
};

/** Field of the dashboard that opens first (schema design 3). */
export const defaultDashboardField: ChoiceField<(typeof DASHBOARDS)[number]> = {
  kind: 'choice',
  label: 'Dashboard',
  options: DASHBOARDS,
  default: 'spatial',
  help: 'What opens first.',
};

/** Where and how to reach a V11 backend (schema design 3). */
export type V11BackendSettings = z.infer<typeof v11BackendSchema>;
/** Settings of the whole application (schema design 3). */
export type AppSettings = z.infer<typeof appSettingsSchema>;

/**
 * Settings with every default: those of the Dart class (interchange 3), except that crash reporting is off on the
 * web, because the design calls that group opt-in (interchange, second decision).
 */
export function defaultSettings(): AppSettings {
  return {
    version: CURRENT_SCHEMA_VERSION,
    v11Backend: {
      url: 'http://localhost:9003',
      wsUrl: 'ws://localhost:9003/ws',
      useDemo: true,
      autoConnect: false,
      timeout: timeoutField.default,
    },
    performanceMode: 'development',
    chartUpdateInterval: chartUpdateIntervalField.default,
    enableAnimations: true,
    theme: 'system',
    defaultDashboard: 'spatial',
    tutorialCompleted: false,
    lastOpenedVersion: '1.0.0',
    notificationsEnabled: false,
    analyticsEnabled: false,
    crashReportingEnabled: false,
  };
}
