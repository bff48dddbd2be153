import type { SVGTemplateResult } from 'lit';
import type { Session } from '../../session/session.js';
import { badgeIcons } from '../base/icons.js';
import type { EditingController } from './editing-controller.js';

/** What the badge of an editor can say. */
type BadgeState = 'loading' | 'failed' | 'readonly' | 'saving' | 'unsaved' | 'fresh' | 'memory' | 'saved' | 'nothing';

/** A word and a shape. */
interface EditorBadge {
  readonly state: BadgeState;
  readonly icon: SVGTemplateResult;
}

const ICONS: Readonly<Record<BadgeState, SVGTemplateResult>> = {
  loading: badgeIcons.loading,
  failed: badgeIcons.failed,
  readonly: badgeIcons.idle,
  saving: badgeIcons.loading,
  unsaved: badgeIcons.stale,
  fresh: badgeIcons.stale,
  memory: badgeIcons.demo,
  saved: badgeIcons.live,
  nothing: badgeIcons.idle,
};

/** The truth about the work in one word. "Saved" is said only of what outlives the page. */
export function badgeOf(editing: EditingController, readonly: boolean, session: Session | undefined): EditorBadge {
  const state = stateOf(editing, readonly, session);
  return { state, icon: ICONS[state] };
}

function stateOf(
  { phase, draft, busy }: EditingController,
  readonly: boolean,
  session: Session | undefined,
): BadgeState {
  if (phase === 'loading' || phase === 'failed') return phase;
  if (draft === undefined) return 'nothing';
  if (busy) return 'saving';
  if (draft.base === undefined) return 'fresh';
  if (draft.dirty) return 'unsaved';
  if (readonly) return 'readonly';
  return session?.persistence.current.configurations === 'none' ? 'memory' : 'saved';
}
