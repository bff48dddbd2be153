import type { CSSResultGroup } from 'lit';
import { headerButtonStyles } from '../styles/header-buttons.js';
import { exportStyles } from './export/export.styles.js';
import { pictureStyles } from './picture.styles.js';
import { readingStyles } from './reading.styles.js';
import { severalLinesStyles } from './several-lines.js';

/** Everything that a chart shows in its panel, and the buttons in its header. */
export const chartStyles: CSSResultGroup = [
  headerButtonStyles,
  pictureStyles,
  severalLinesStyles,
  readingStyles,
  exportStyles,
];
