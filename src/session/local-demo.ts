import type { UpdateSink } from '../domain/live-update.js';
import type { DatedIncident } from '../v11/index.js';
import { DemoFeed } from '../v11/simulator/demo-feed.js';
import type { DemoPlan, FeedPlan } from './feed-plan.js';
import { LocalFeed, type FeedParts } from './local-feed.js';

/** A demo network that runs where it is made. */
export class LocalDemo extends LocalFeed<DemoFeed> {
  constructor(plan: DemoPlan, sink: UpdateSink, { clock }: FeedParts) {
    const { seed, nodes, configuration, performanceMode, incidents } = plan;
    super(new DemoFeed({ clock, sink, network: { seed, nodes, configuration, performanceMode }, incidents }));
  }

  get incidents(): readonly DatedIncident[] {
    return this.feed.incidents;
  }

  override adjust(plan: FeedPlan): void {
    if (plan.mode !== 'demo') return;
    if (plan.configuration !== undefined) this.feed.setConfiguration(plan.configuration);
    this.feed.setPerformanceMode(plan.performanceMode);
  }
}
