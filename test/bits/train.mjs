// Trains the network in worker threads and prints their hashes:   node test/bits/train.mjs [--workers 4] [--paused]
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { trained } from './network.mjs';

const value = (name) => process.argv[process.argv.indexOf(name) + 1];

if (parentPort) parentPort.postMessage(trained(workerData.paused));
else {
  const paused = process.argv.includes('--paused');
  const workers = process.argv.includes('--workers') ? Number(value('--workers')) : 1;
  const hashes = await Promise.all(
    Array.from(
      { length: workers },
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData: { paused } });
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
    ),
  );
  console.log(JSON.stringify({ node: process.version, hashes }));
}
