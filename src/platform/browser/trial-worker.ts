import { hostOfEngines } from '../trial-host.js';
import type { ChooseEngine, ToWorker } from '../trial-message.js';
import { engineMaker } from './engine-maker.js';

const receive = hostOfEngines(
  (message, transfer = []) => self.postMessage(message, { transfer }),
  engineMaker,
);
self.onmessage = ({ data }: MessageEvent<ToWorker | ChooseEngine>) => receive(data);
