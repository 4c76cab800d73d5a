import * as lcbench from './lcbench.mjs';
import * as mlpTables from './mlp-tables.mjs';

export const suites = { lcbench, 'mlp-tables': mlpTables };
