/** What can be switched while the server runs. */
export interface Switches {
  /** Whether the profile's 100 calls an hour are enforced (protocol 2.4). */
  rateLimit: boolean;
  /** Whether the routes that `PortalAPIGateway` maps a second time answer wrapped, as if it had won (protocol 2.5). */
  gateway: boolean;
  /** Nodes in a frame of `/ws`: 1 to 500. Nothing: one in networks of up to 100 nodes, 50 above. */
  nodesPerFrame: number | undefined;
}
