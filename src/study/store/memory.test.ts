import { memoryStore } from './memory.js';
import { describeStore } from './store.contract.js';

describeStore('the store in memory', async () => memoryStore());
