/** The Worker's script, for pages that load modules. */
import { hostStream } from './worker-scope.js';

hostStream();
