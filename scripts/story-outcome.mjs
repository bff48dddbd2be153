/**
 * Runs inside a page, before Storybook: notes in `__storyOutcome` when the story has finished, and what was wrong with it:
 * its play function, its rendering, or what axe found, unless the globals say `a11y.manual`. A play function that threw
 * still ends as "success" in Storybook, so that each event counts. Nothing from outside can be used in it.
 */
export function watchStory() {
  const outcome = (globalThis.__storyOutcome = { finished: false, problems: [] });
  const note = (what) => (detail) => {
    outcome.problems.push(`${what}: ${detail?.message ?? detail?.description ?? JSON.stringify(detail)}`);
    outcome.finished = true;
  };
  const listeners = {
    playFunctionThrewException: note('play failed'),
    unhandledErrorsWhilePlaying: note('error while playing'),
    storyThrewException: note('render failed'),
    storyErrored: note('render failed'),
    storyMissing: note('missing'),
    storyFinished: ({ status, reporters }) => {
      if (status !== 'success' && reporters.length === 0) note('failed')(status);
      for (const reporter of reporters) noteReport(reporter);
      outcome.finished = true;
    },
  };
  const noteReport = ({ type, status, result }) => {
    if (status !== 'failed') return;
    const violations = (result?.violations ?? []).map(
      ({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`,
    );
    outcome.problems.push(`${type}: ${violations.join('; ') || JSON.stringify(result)}`);
  };
  let channel;
  Object.defineProperty(globalThis, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(value) {
      if (value !== channel) for (const [event, listener] of Object.entries(listeners)) value.on(event, listener);
      channel = value;
    },
  });
}
