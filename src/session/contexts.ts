import { createContext } from '@lit/context';
import { BUILD_ID } from './build-id.js';
import type { Session } from './session.js';

/**
 * The key under which a provider offers its session to the elements inside it. A registered symbol, so that elements
 * and providers from two copies of one build find each other, and with the build in its name, so that no other's do.
 */
export const sessionContext = createContext<Session>(Symbol.for(`aurigraph.session/${BUILD_ID}`));

/** The key under which a provider tells elements of any build what it connects to, see `provided-connection.ts`. */
export const connectionContext = createContext<unknown>(Symbol.for('aurigraph.connection/1'));
