import type { CSSResultGroup } from 'lit';
import { exportStyles } from './export/export.styles.js';
import { pictureStyles } from './picture.styles.js';
import { readingStyles } from './reading.styles.js';
import { severalLinesStyles } from './several-lines.js';

/** Everything that a chart shows in its panel. */
export const chartStyles: CSSResultGroup = [pictureStyles, severalLinesStyles, readingStyles, exportStyles];
