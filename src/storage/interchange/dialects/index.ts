import type { Dialect } from '../dialect.js';
import { backend } from './backend.js';
import { businessNodes } from './business-nodes.js';
import { canonical } from './canonical.js';
import { dart } from './dart.js';
import { demoApp } from './demo-app.js';
import { portal } from './portal.js';
import { reactNative } from './react-native.js';

/** Every dialect, the most particular first; the last one takes what is left. To add one, add its file and a line. */
export const DIALECTS: readonly Dialect[] = [businessNodes, backend, portal, demoApp, dart, reactNative, canonical];
