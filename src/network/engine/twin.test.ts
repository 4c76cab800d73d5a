import { describe } from 'vitest';
import { averageContract } from './contract/average.contract.js';
import { hiddenContract } from './contract/hidden.contract.js';
import { inputsContract } from './contract/inputs.contract.js';
import { optimiserContract } from './contract/optimiser.contract.js';
import { positionContract } from './contract/position.contract.js';
import { segmentsContract } from './contract/segments.contract.js';
import { unitsContract } from './contract/units.contract.js';
import { engineContract } from './engine.contract.js';
import { twinEngine } from './twin.js';

describe('twin', () => {
  engineContract(twinEngine);
  hiddenContract(twinEngine);
  positionContract(twinEngine);
  unitsContract(twinEngine);
  segmentsContract(twinEngine);
  optimiserContract(twinEngine);
  averageContract(twinEngine);
  inputsContract(twinEngine);
});
