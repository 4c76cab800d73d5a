import { Command } from 'commander';
import type { CacheSummary } from '../../platform/node/big/caches.js';
import type { Context } from '../context.js';
import { addOutputFlags, type OutputFlags } from '../flag/output.js';

export function cacheCommand(context: Context): Command {
  const command = new Command('cache').description('List and remove what large tables left on the disk.');
  const list = sub(command, 'list', 'caches with the rows that they hold', true);
  list.action((file: string | undefined, flags: OutputFlags) => listAll(file, flags, context));
  const clear = sub(command, 'clear', 'remove caches; they are made again when they are needed');
  clear.action((file: string | undefined, flags: OutputFlags) => clearAll(file, flags, context));
  return command;
}

function sub(parent: Command, name: string, description: string, isDefault = false): Command {
  const command = parent
    .command(name, { isDefault })
    .description(description)
    .argument('[file]', 'a table, or a folder (default: all tables of this folder)');
  return addOutputFlags(command, 'the paths');
}

async function listAll(file: string | undefined, flags: OutputFlags, { terminal, job }: Context) {
  const caches = await job.listCaches({ file });
  const { cacheLines } = await import('../render/cache.js');
  const { styleFor } = await import('../render/style.js');
  const style = styleFor(terminal.out, terminal, flags);
  const lines = plain(caches, flags, 'cache') ?? cacheLines(caches, style, terminal.out.size().columns);
  for (const line of lines) terminal.out.write(`${line}\n`);
}

async function clearAll(file: string | undefined, flags: OutputFlags, { terminal, job }: Context) {
  const caches = await job.clearCaches({ file });
  const { clearedLine } = await import('../render/cache.js');
  for (const line of plain(caches, flags, 'cleared') ?? []) terminal.out.write(`${line}\n`);
  if (!flags.json && !flags.quiet) terminal.err.write(`${clearedLine(caches)}\n`);
}

/** For programs. */
function plain(caches: readonly CacheSummary[], { json, quiet }: OutputFlags, event: string) {
  if (json) return caches.map((cache) => JSON.stringify({ event, ...cache }));
  return quiet ? caches.map(({ path }) => path) : undefined;
}
