import type { UpdateSink } from '../domain/live-update.js';
import { V11Stream } from '../v11/stream.js';
import type { LivePlan } from './feed-plan.js';
import { LocalFeed, type FeedParts } from './local-feed.js';
import type { PageEvent } from './page-lifecycle.js';

/** A backend's stream that is read where it is made. */
export class LocalStream extends LocalFeed<V11Stream> {
  constructor(plan: LivePlan, sink: UpdateSink, parts: FeedParts, visible: boolean) {
    super(new V11Stream({ ...parts, ...plan, sink, visible }));
  }

  override notice(event: PageEvent): void {
    if (event === 'visible' || event === 'hidden') this.feed.setVisible(event === 'visible');
    if (event === 'resume') this.feed.wake();
    if (event === 'online') this.feed.online();
    if (event === 'offline') this.feed.offline();
  }
}
