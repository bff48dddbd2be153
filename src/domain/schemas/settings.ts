import { chartUpdateIntervalField, defaultDashboardField, themeField, timeoutField } from '../settings.js';
import { UNVERSIONED } from '../versions.js';
import * as z from '../zod.js';
import { choiceSchema, httpUrlSchema, numberSchema, performanceModeSchema, webSocketUrlSchema } from './fields.js';

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
