// The actor's side of the conversation: one line of JSON asks, `{"workload": …, "seconds": …}`, and one line answers,
// `{"milliseconds": …}` of CPU time for an epoch of all rows. An actor lives through all rounds, so that it is warm.
import { createInterface } from 'node:readline';

/**
 * Answers every request with what `prepare(workload)` made: `{ unit, share }`, a function that trains, and which share of an epoch that is.
 * `facts` are said first.
 */
export async function speak(facts, prepare) {
  const prepared = new Map();
  say(facts);
  for await (const line of createInterface({ input: process.stdin })) {
    const { workload, seconds } = JSON.parse(line);
    try {
      if (!prepared.has(workload.name)) prepared.set(workload.name, await ready(await prepare(workload)));
      const { unit, share } = prepared.get(workload.name);
      say({ milliseconds: (await timed(unit, seconds)) / share });
    } catch (error) {
      say({ error: error.message });
    }
  }
}

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

/** Lets V8 compile what it will compile. */
async function ready(prepared) {
  await timed(prepared.unit, 0.3);
  return prepared;
}

/** CPU milliseconds of one call, averaged over at least `seconds` of calls. */
async function timed(unit, seconds) {
  const start = process.cpuUsage();
  for (let calls = 1; ; calls++) {
    await unit();
    const { user, system } = process.cpuUsage(start);
    if (user + system > seconds * 1e6) return (user + system) / 1000 / calls;
  }
}
