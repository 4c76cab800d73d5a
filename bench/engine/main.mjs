// Trains four networks with this engine and with its peers, side by side: every engine is a process of its own that stays warm, and they take
// turns in rounds. Times are CPU time on one thread. npm run bench:engine -- --help
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { cast, engineNames, nodeNames, peerNames } from './cast.mjs';
import { begin } from './conversation.mjs';
import { table } from './print.mjs';
import { fallen, rowsOf } from './summary.mjs';
import { shape, workloads } from './workloads.mjs';

const results = fileURLToPath(new URL('../results/engine.json', import.meta.url));

function list(known) {
  return (text) => {
    const names = text === 'none' ? [] : text === 'all' ? known : text.split(',').map((name) => name.trim());
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) throw new Error(`"${unknown}" is not one of: ${known.join(', ')}, all, none`);
    return names;
  };
}

const options = new Command('bench:engine')
  .addOption(
    new Option('--workloads <names>', 'W1,W2,W3,W4')
      .argParser(list(workloads.map(({ name }) => name)))
      .default(
        workloads.map(({ name }) => name),
        'all',
      ),
  )
  .addOption(
    new Option('--nodes <versions>', '20,22,24').argParser(list(nodeNames)).default(nodeNames, 'all'),
  )
  .addOption(
    new Option('--engines <names>', 'plain,fused').argParser(list(engineNames)).default(engineNames, 'all'),
  )
  .addOption(
    new Option('--peers <names>', peerNames.join(',')).argParser(list(peerNames)).default(peerNames, 'all'),
  )
  .option('--rounds <count>', 'turns that everybody takes', Number, 5)
  .option('--seconds <seconds>', 'CPU time of one turn', Number, 0.5)
  .option('--json', 'rows as JSON, one a line')
  .option('--keep [file]', 'write the rows to bench/results/engine.json, or a file')
  .option('--check [file]', "fail when a share of the ceiling is more than 15 % below the kept one's")
  .parse()
  .opts();

const note = (text) => process.stderr.write(`${text}\n`);

async function enter(part) {
  try {
    const actor = await begin(await part.command());
    return [{ ...part, ...actor }];
  } catch (error) {
    note(`${part.name}${part.runtime ? ` on ${part.runtime}` : ''} is missing: ${error.message}`);
    return [];
  }
}

/** All times of one workload; who fails is named and leaves. */
async function play(workload, actors) {
  const times = new Map(actors.map((actor) => [actor, []]));
  for (let round = 0; round < options.rounds; round++) {
    for (const actor of times.keys()) {
      try {
        times.get(actor).push(await actor.milliseconds(workload, options.seconds));
      } catch (error) {
        note(`${actor.name} does not train ${workload.name}: ${error.message}`);
        times.delete(actor);
      }
    }
  }
  return [...times].map(([{ name, runtime, version }, times]) => ({ name, runtime, version, times }));
}

const actors = [];
for (const part of cast(options)) actors.push(...(await enter(part)));
const rows = [];
for (const workload of workloads.filter(({ name }) => options.workloads.includes(name))) {
  const title = `${workload.name} ${shape(workload)}, batch ${workload.batchSize}, ${workload.rows} rows`;
  const found = rowsOf(workload.name, await play(workload, actors));
  rows.push(...found);
  console.log(options.json ? found.map((row) => JSON.stringify(row)).join('\n') : table(title, found));
}
for (const actor of actors) actor.end();

const fileOr = (given) => (given === true ? results : given);
if (options.keep) {
  const kept = { date: new Date().toISOString().slice(0, 10), processor: processor(), rows };
  mkdirSync(dirname(fileOr(options.keep)), { recursive: true });
  writeFileSync(fileOr(options.keep), `${JSON.stringify(kept, null, 2)}\n`);
}
if (options.check) {
  const kept = JSON.parse(readFileSync(fileOr(options.check), 'utf8'));
  // What share of its ceiling an engine reaches is a matter of the chip: 41 and 68 % of W1's on two generations of one maker.
  const isOther = kept.processor !== processor();
  if (isOther)
    note(
      `the kept shares are of another processor (${kept.processor}; this is ${processor()}): nothing to compare; --keep these`,
    );
  const falls = isOther ? [] : fallen(rows, kept.rows);
  for (const fall of falls) note(fall);
  if (falls.length > 0) process.exitCode = 1;
}

/** The processor's name, with the numbers that tell its generation where the system gives them. */
function processor() {
  const name = cpus()[0].model;
  if (!existsSync('/proc/cpuinfo')) return name;
  const facts = readFileSync('/proc/cpuinfo', 'utf8');
  const [family, model] = [/^cpu family\s*: (\d+)/m, /^model\s*: (\d+)/m].map(
    (line) => line.exec(facts)?.[1],
  );
  return family === undefined ? name : `${name} (family ${family}, model ${model})`;
}
