/** Which stories are photographed, and in which conditions. */

/**
 * What a picture is taken in, by the word at the end of its name. `width` is the story's, in CSS pixels; `axe` says that the
 * story has to be accessible there too. That it is in the light is the step of the stories.
 */
const conditions = {
  light: { width: 800 },
  dark: { width: 800, theme: 'dark', axe: true },
  narrow: { width: 260, axe: true },
  // A phone that is held upright.
  touch: { width: 328, touch: true, axe: true },
  // A phone and a desk, for what has columns.
  phone: { width: 390, axe: true },
  desk: { width: 1_440 },
  wide: { width: 1_600 },
  // Hebrew, because the font of the pictures has its digits and not those of Arabic.
  rtl: { width: 800, language: 'he', axe: true },
  forced: { width: 800, forcedColours: true, axe: true },
};

/** Every condition, for what each chart looks like most of the time. */
const all = ['light', 'dark', 'narrow', 'wide', 'rtl', 'forced'];

/** Stories by their id, without the word before the element's, and the conditions of each. */
const wanted = {
  'tps-chart--live': [...all, 'touch'],
  'tps-chart--demo': ['light', 'forced'],
  'tps-chart--stale': ['dark'],
  'tps-chart--failed': ['light', 'narrow'],
  'tps-chart--loading': ['light'],
  'tps-chart--empty': ['light'],
  'tps-chart--far-below-target': ['light'],
  'tps-chart--bands': ['light'],
  'tps-chart--gaps': ['light'],
  'tps-chart--one-point': ['light'],
  'tps-chart--annotations': ['light', 'rtl', 'forced'],
  'tps-chart--zoomed': ['light', 'rtl', 'touch'],
  'tps-chart--read-with-the-keyboard': ['light', 'forced'],
  'tps-chart--as-a-table': ['light'],
  'tps-chart--saved-and-enlarged': ['narrow'],
  'tps-chart-values-of-the-page--three-lines': ['light', 'forced'],
  'tps-chart-values-of-the-page--logarithmic-scale': ['light'],
  'tps-chart-values-of-the-page--logarithmic-scale-with-zero': ['light'],
  'tps-chart-values-of-the-page--a-million-points': ['light'],
  'tps-chart-values-of-the-page--below-zero': ['light'],
  'tps-chart-values-of-the-page--largest-integer': ['light'],
  'tps-chart-values-of-the-page--no-point': ['narrow'],
  'finality-chart--one-point': ['light'],
  'finality-chart--zero': ['narrow'],
  'finality-chart--live': ['light', 'narrow', 'rtl', 'forced'],
  'consensus-chart--live': ['light', 'narrow', 'rtl', 'forced'],
  'consensus-chart--restart': ['light'],
  'feed-chart--live': ['light', 'narrow', 'rtl', 'forced'],
  'feed-chart--demo': ['light'],
  'metric-cards--live': all,
  'metric-cards--demo': ['light'],
  'metric-cards--stale': ['forced'],
  'metric-cards--loading': ['light'],
  'metric-cards--failed': ['light'],
  'metric-cards--mostly-unknown': ['light'],
  'metric-cards--details': ['light'],
  'metric-cards--one-card': ['narrow'],
  'node-detail--inside-its-limits': all,
  'node-grid--live': ['light', 'dark', 'phone', 'touch', 'desk', 'rtl', 'forced'],
  'node-grid--loading': ['light', 'phone'],
  'node-grid--failed': ['light'],
  'node-grid--empty': ['light'],
  'node-grid--no-match': ['light'],
  'node-grid--unreadable-filter': ['phone'],
  'node-grid--stale': ['dark', 'forced'],
  'node-grid--mostly-unknown': ['light'],
  'node-grid-sizes--four-nodes': ['light'],
  'node-grid-sizes--compact': ['desk'],
  'node-grid-sizes--grouped-cards': ['phone'],
  'node-grid-views--grouped-by-type': ['light', 'dark', 'forced'],
  'node-grid-views--collapsed-groups': ['light', 'rtl'],
  'node-grid-views--several-sorts': ['light'],
  'node-grid-views--errors-first': ['light'],
  'node-grid-views--many-columns': ['light', 'dark', 'rtl', 'forced'],
  'node-grid-views--several-selected': ['light', 'dark', 'phone', 'forced'],
  'node-grid-views--view-panel-open': ['light', 'dark', 'phone', 'rtl', 'forced', 'touch'],
  'node-grid-views--held-still': ['light', 'forced'],
  'node-grid-views--stale-rows': ['light', 'forced'],
  'node-detail--live': ['light', 'dark', 'phone', 'desk', 'rtl', 'forced'],
  'node-detail--stale': ['light', 'forced'],
  'node-detail--waiting': ['light'],
  'node-detail--over-a-limit': ['light', 'dark', 'narrow', 'rtl', 'forced', 'touch'],
  'node-detail--silent': ['light'],
  'node-detail--configured-but-not-reported': ['light'],
  'node-detail--unknown': ['light'],
  'node-detail--nothing-chosen': ['light'],
  'node-detail--failed': ['light'],
};

/** What is not to be seen of a story, by a selector: text that the font of the pictures has no glyph for. */
const hidden = { 'tps-chart-values-of-the-page--a-million-points': '.legend' };

/** All of them: `{ name, story, width, theme, language, forcedColours, axe, touch, hide }`. */
export const pictures = Object.entries(wanted).flatMap(([story, names]) =>
  names.map((condition) => ({
    name: `${story}--${condition}`,
    story: `elements-${story}`,
    theme: 'light',
    language: 'en',
    forcedColours: false,
    axe: false,
    touch: false,
    hide: hidden[story],
    ...conditions[condition],
  })),
);
