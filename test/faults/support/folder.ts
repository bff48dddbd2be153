import { join } from 'node:path';
import { root } from '../../../scripts/project.mjs';
import type { EngineName } from './engine.js';

const CHOSEN = process.env.AURIGRAPH_ENGINE;

/** The engines that this run is about: both, or the one that AURIGRAPH_ENGINE names, so that two runs can share the work. */
export const wantedEngines: readonly EngineName[] = (['chromium', 'firefox'] as const).filter(
  (name) => CHOSEN === undefined || CHOSEN === name,
);

/** Where this run keeps its pages and profiles: runs of different engines go on side by side. */
export const faultsFolder = join(root, '.cache/faults', CHOSEN ?? 'both');
