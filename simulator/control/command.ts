/** What a test can ask of a running simulator. */
import type { Malformation } from '../faults/malformed.js';
import type { LineCounts, Stall } from '../faults/line.js';
import type { Incident, IncidentKind, PlannedIncident } from '../../src/v11/simulator/incidents.js';

/**
 * One command. `path` is a WebSocket address of the profile (`/ws`); without one, all are meant. Every fault lasts until
 * it is taken back or `reset`, and also hits connections that come later.
 *
 * | do | what happens |
 * | --- | --- |
 * | `drop` | ends connections: as a cable does, or with a close `code` (any from 0 to 65535) and `reason` |
 * | `refuse` | answers handshakes with an HTTP `status` (400 to 599; 0 ends it), `times` times or for good, with a `Retry-After` header if `retryAfterSeconds` is given |
 * | `stall` | connections stay open, and nothing is read or said, not even a close frame (`what: everything`, the default); or only heartbeats go unanswered (`pongs`); `nothing` ends it |
 * | `delay` | every frame comes `ms` late (0 to 600,000; 0 ends it), in order; with the path of a REST call, or without a path, answers do as well |
 * | `malformed` | sends one bad text frame: `kind` `json` (default), `empty`, `utf8`, `huge` or `fragments`, of `bytes` |
 * | `binary` | sends one binary frame of `bytes` (default 64) |
 * | `burst` | sends `perSecond` frames (1 to 100,000) for `forMs` (to 600,000): `text`, in which `{n}` is a running number, else each client's last frame again |
 * | `emit` | sends one frame that the backend defines and never sends (the silent sockets, `/ws/tokens`), or `text`; every `everyMs` (10 to 600,000) if given, until 0 |
 * | `answer` | answers REST calls to `path` (`/api/v11/stats`) with `status`, `text`, `contentType`, `location`, `times` times or for good; `cutAfterBytes` breaks it off there, `hang: true` leaves it open there |
 * | `skew` | the server's wall clock is off by `ms` |
 * | `rate-limit`, `gateway` | switches the budget of calls, and wrapped answers, `on` or off |
 * | `frames` | nodes in a frame of `/ws`: `nodesPerFrame` 1 to 500, 0 for the usual |
 * | `incident` | begins an incident of the network: `kind`, `durationMs` |
 * | `plan` | replaces the planned incidents: `script`, times counted from now |
 * | `crash` | a node is down for `forMs` |
 * | `revoke` | a `token` holds no longer for what comes; open connections stay |
 * | `state` | changes nothing |
 * | `reset` | ends every fault and emission; switches and the network stay as they are |
 */
export type ControlCommand =
  | { readonly do: 'drop'; readonly path?: string; readonly code?: number; readonly reason?: string }
  | {
      readonly do: 'refuse';
      readonly path?: string;
      readonly status: number;
      readonly times?: number;
      readonly retryAfterSeconds?: number;
    }
  | { readonly do: 'stall'; readonly path?: string; readonly what?: Stall }
  | { readonly do: 'delay'; readonly path?: string; readonly ms: number }
  | { readonly do: 'malformed'; readonly path?: string; readonly kind?: Malformation; readonly bytes?: number }
  | { readonly do: 'binary'; readonly path?: string; readonly bytes?: number }
  | {
      readonly do: 'burst';
      readonly path?: string;
      readonly perSecond: number;
      readonly forMs: number;
      readonly text?: string;
    }
  | { readonly do: 'emit'; readonly path: string; readonly everyMs?: number; readonly text?: string }
  | {
      readonly do: 'answer';
      readonly path: string;
      readonly status: number;
      readonly text?: string;
      readonly contentType?: string;
      readonly location?: string;
      readonly times?: number;
      readonly cutAfterBytes?: number;
      readonly hang?: boolean;
    }
  | { readonly do: 'skew'; readonly ms: number }
  | { readonly do: 'rate-limit'; readonly on: boolean }
  | { readonly do: 'gateway'; readonly on: boolean }
  | { readonly do: 'frames'; readonly nodesPerFrame: number }
  | { readonly do: 'incident'; readonly kind: IncidentKind; readonly durationMs?: number }
  | { readonly do: 'plan'; readonly script: readonly PlannedIncident[] }
  | { readonly do: 'crash'; readonly nodeId: string; readonly forMs: number }
  | { readonly do: 'revoke'; readonly token: string }
  | { readonly do: 'state' }
  | { readonly do: 'reset' };

/** What every command answers: how far it reached, and how things are afterwards. */
export interface ControlReport {
  /** Connections, addresses or things that the command hit; 0 means that it changed nothing. */
  readonly hit: number;
  /** Epoch milliseconds of the server's clock, skew included. */
  readonly now: number;
  /** Open connections by address. */
  readonly connections: Readonly<Record<string, number>>;
  /** What happened since the server began, by address. */
  readonly counts: Readonly<Record<string, Readonly<LineCounts>>>;
  /** REST calls that got a late or made-up answer. */
  readonly fakedCalls: number;
  readonly incidents: readonly Incident[];
  /** CPU time of the process in milliseconds, so that a load can be judged. */
  readonly cpuMs: number;
}

/** A report, or a sentence why the command cannot be understood. */
export type ControlReply = ControlReport | { readonly error: string };
