import { parentPort } from 'node:worker_threads';
import { hostOfEngines } from '../trial-host.js';
import { openBlocks } from './big/store/open-blocks.js';
import { engineMaker } from './engine-maker.js';

const port = parentPort!;
port.on(
  'message',
  hostOfEngines((message, transfer = []) => port.postMessage(message, transfer), engineMaker, openBlocks),
);
