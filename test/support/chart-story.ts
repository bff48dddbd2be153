/** What the stories of every chart share: its controls, and a session of its own around it. */
import { nothing, type TemplateResult } from 'lit';
import { html, unsafeStatic } from 'lit/static-html.js';
import type { Session } from '../../src/session/session.js';

/** The controls of a chart. */
export interface ChartArgs {
  windowSeconds: number;
  paused: boolean;
  legendHidden: boolean;
  heading: string | undefined;
}

/** Their ranges and defaults, for the meta of a file of stories. */
export const chartControls = {
  argTypes: {
    windowSeconds: { control: { type: 'range', min: 10, max: 3600, step: 10 } },
    heading: { control: 'text' },
  },
  args: { windowSeconds: 60, paused: false, legendHidden: false, heading: undefined },
} as const;

/** Elements with a session around them. */
export function inside(session: Session, content: TemplateResult): TemplateResult {
  return html`<test-session-host .session=${session}>${content}</test-session-host>`;
}

/** Shows the chart of the controls in a session of its own, which is made when the story is shown. */
export function chartOf(tag: string): (open: () => Session) => (args: ChartArgs) => TemplateResult {
  const name = unsafeStatic(tag);
  return (open) =>
    ({ windowSeconds, paused, legendHidden, heading }) =>
      inside(
        open(),
        html`<${name}
          window-seconds=${windowSeconds}
          ?paused=${paused}
          ?legend-hidden=${legendHidden}
          heading=${heading ?? nothing}
        ></${name}>`,
      );
}
