import type { PageEvent, PageLifecycle } from '../../src/session/page-lifecycle.js';

/** A page that a test hides, shows and freezes. */
export class ScriptedPage implements PageLifecycle {
  visible = true;
  readonly listeners = new Set<(event: PageEvent) => void>();

  subscribe(listener: (event: PageEvent) => void) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  happens(event: PageEvent): void {
    if (event === 'visible' || event === 'hidden') this.visible = event === 'visible';
    for (const listener of this.listeners) listener(event);
  }
}
