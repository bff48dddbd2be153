import type { Clock } from '../../domain/clock.js';
import { LIBRARY_VERSION } from '../../domain/versions.js';
import type { LivePlan } from '../feed-plan.js';
import type { HostedFeed } from '../hosted-feed.js';
import type { LiveMetrics } from '../live-metrics.js';
import { channelName, isPublic, roomName } from './channel-name.js';
import { PageGroup } from './page-group.js';
import type { PageHub } from './page-hub.js';
import { rankOf } from './rank.js';
import type { ShareGroup, ShareGroupEvents } from './share-group.js';
import type { SharePorts } from './share-ports.js';
import { SharedFeed } from './shared-feed.js';
import { TabGroup } from './tab-group.js';
import { webSharePorts } from './web-share-ports.js';

/** With whom a session may share its streams, and how it finds them. */
export interface SharingParts {
  /** How tabs hear each other; default: the browser's BroadcastChannel and Web Locks. */
  readonly ports?: SharePorts | undefined;
  /** Keeps independent dashboards of one origin apart. */
  readonly namespace: string;
  /** Where the copies of the library on the page meet; missing where the session goes alone on its page. */
  readonly findHub?: (() => PageHub | undefined) | undefined;
  /** Version of this library; default: its own. */
  readonly version?: string | undefined;
}

/** What {@link openShared} needs. */
export interface OpenSharedOptions extends SharingParts {
  readonly plan: LivePlan;
  readonly visible: boolean;
  readonly live: LiveMetrics;
  readonly clock: Clock;
  /** Whether there is a token: what it opens is not for every script of the origin, nor of the page. */
  readonly hasToken: boolean;
  /** Opens a stream of its own, which writes to the live metrics. */
  readonly openOwn: (visible: boolean) => HostedFeed;
}

/**
 * A backend's stream: one for all copies of the library on the page, and with `share="tabs"` one for all tabs, too. Of the
 * copies on a page only the one that leads takes part among the tabs.
 */
export function openShared(options: OpenSharedOptions): HostedFeed {
  const { plan, visible, findHub } = options;
  const openForPage = plan.share === 'tabs' ? (seen: boolean) => sharedByTabs(options, seen) : options.openOwn;
  const hub = findHub?.();
  return hub === undefined ? openForPage(visible) : sharedByPage({ ...options, openOwn: openForPage }, hub);
}

function sharedByTabs(options: OpenSharedOptions, visible: boolean): HostedFeed {
  const { plan, namespace, ports = webSharePorts() } = options;
  const name = channelName(namespace, plan);
  return shared('tabs', { ...options, visible }, (about) => new TabGroup({ ...about, name, ports }));
}

function sharedByPage(options: OpenSharedOptions, hub: PageHub): HostedFeed {
  const { plan, namespace, ports = webSharePorts() } = options;
  const [room, key] = [roomName(namespace, plan), ports.newId()];
  return shared('page', options, (about) => new PageGroup({ ...about, hub, room, key }));
}

type About = ShareGroupEvents & Pick<OpenSharedOptions, 'clock' | 'visible'> & { readonly rank: number };

function shared(
  within: 'tabs' | 'page',
  { plan, hasToken, version = LIBRARY_VERSION, visible, live, clock, openOwn }: OpenSharedOptions,
  open: (about: About) => ShareGroup,
): HostedFeed {
  const rank = rankOf(version);
  const openGroup = (events: ShareGroupEvents): ShareGroup => open({ ...events, clock, visible, rank });
  return new SharedFeed({ within, openGroup, isPrivate: hasToken || !isPublic(plan), visible, live, clock, openOwn });
}
