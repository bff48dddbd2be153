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
  'node-detail--over-a-limit': ['light', 'rtl', 'forced'],
  'node-detail--silent': ['light', 'forced'],
  'node-detail--configured-but-not-reported': ['light'],
  'node-detail--unknown': ['narrow'],
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
