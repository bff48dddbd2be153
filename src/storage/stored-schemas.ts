/** Schemas of what is stored, loaded together when there is something to check. */
export { configurationSchema } from '../domain/schemas/configuration.js';
export { appSettingsSchema } from '../domain/schemas/settings.js';
