/**
 * Registers every element; what the script tag loads. The provider comes first, so that it is ready when the
 * elements inside it ask for their session.
 */
import './elements/provider/define.js';
import './elements/config-editor/define.js';
import './elements/connection-status/define.js';
import './elements/consensus-chart/define.js';
import './elements/dashboard/define.js';
import './elements/metric-cards/define.js';
import './elements/feed-chart/define.js';
import './elements/finality-chart/define.js';
import './elements/node-grid/define.js';
import './elements/tps-chart/define.js';
import './elements/node-detail/define.js';
