import { createContext } from '@lit/context';
import type { Session } from './session.js';

/**
 * The key under which a provider offers its session to the elements inside it. A registered symbol, so that elements
 * and providers from two copies of the library find each other.
 */
export const sessionContext = createContext<Session>(Symbol.for('aurigraph.session'));
