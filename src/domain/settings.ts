/** Settings of the whole application, one per origin and namespace (schema design 3). */
import { choiceSchema, numberSchema, type ChoiceField, type NumberField } from './field.js';
import { performanceModeSchema } from './performance-mode.js';
import { httpUrlSchema, webSocketUrlSchema } from './url.js';
import { CURRENT_SCHEMA_VERSION, UNVERSIONED } from './versions.js';
import * as z from './zod.js';

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

const flag = (label: string) => z.boolean({ error: `${label} must be true or false.` });

/**
 * Schema of the backend's addresses and timeout (schema design 3, v11Backend), and whether people may be offered the demo
 * network while it is away; missing means no. Unknown fields are kept.
 */
export const v11BackendSchema = z.looseObject({
  url: httpUrlSchema,
  wsUrl: webSocketUrlSchema,
  useDemo: flag('Demo mode'),
  autoConnect: flag('Automatic connection'),
  timeout: numberSchema(timeoutField),
  // Not in the schema design, so it may be missing: whoever does not know it keeps it, or leaves it out, which is off.
  demoWhenAway: z.optional(flag('Demo while away')),
});

/** Schema of the settings. Unknown fields are kept. */
export const appSettingsSchema = z.looseObject({
  version: z._default(z.string(), UNVERSIONED),
  v11Backend: v11BackendSchema,
  performanceMode: performanceModeSchema,
  chartUpdateInterval: numberSchema(chartUpdateIntervalField),
  enableAnimations: flag('Animations'),
  theme: choiceSchema(themeField),
  defaultDashboard: choiceSchema(defaultDashboardField),
  tutorialCompleted: flag('Tutorial completed'),
  lastOpenedVersion: z.string({ error: 'Last opened version must be a text.' }),
  notificationsEnabled: flag('Notifications'),
  analyticsEnabled: flag('Analytics'),
  crashReportingEnabled: flag('Crash reporting'),
});

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
