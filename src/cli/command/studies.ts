import { Command } from 'commander';
import type { Store } from '../../study/store/store.js';
import type { Context } from '../context.js';
import { addOutputFlags, type OutputFlags, storageOption } from '../flag/output.js';

interface StudiesFlags extends OutputFlags {
  readonly storage?: string;
}

export function studiesCommand(context: Context): Command {
  const command = new Command('studies').description('List, show and delete studies.');
  const list = sub(command, 'list', 'every study with its trials and its best', { isDefault: true });
  list.action((flags: StudiesFlags) => withStore(context, flags, (store) => listAll(store, flags, context)));
  const show = sub(command, 'show', "a study's trials and report").argument('<name>', 'the name of a study');
  show.action((name: string, flags: StudiesFlags) =>
    withStore(context, flags, (store) => showOne(store, name, flags, context)),
  );
  const remove = sub(command, 'delete', 'forget a study for good').argument('<name>', 'the name of a study');
  remove.action((name: string, flags: StudiesFlags) =>
    withStore(context, flags, (store) => deleteOne(store, name, flags, context)),
  );
  return command;
}

function sub(parent: Command, name: string, description: string, options?: { isDefault: boolean }): Command {
  const command = parent.command(name, options).description(description).addOption(storageOption());
  return addOutputFlags(command, 'the names');
}

async function withStore(context: Context, flags: StudiesFlags, use: (store: Store) => Promise<void>) {
  const store = await context.job.openStore(flags.storage);
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

async function listAll(store: Store, flags: StudiesFlags, { terminal }: Context) {
  const studies = await store.list();
  const { studyListLines } = await import('../render/studies.js');
  const { styleFor } = await import('../render/style.js');
  const lines = flags.json
    ? studies.map((study) => JSON.stringify({ event: 'study', ...study }))
    : flags.quiet
      ? studies.map(({ name }) => name)
      : studyListLines(
          studies,
          store.url,
          styleFor(terminal.out, terminal, flags),
          terminal.out.size().columns,
        );
  for (const line of lines) terminal.out.write(`${line}\n`);
}

async function showOne(store: Store, name: string, flags: StudiesFlags, { terminal }: Context) {
  const study = await store.load(name);
  if (flags.json) return terminal.out.write(`${JSON.stringify({ event: 'study', ...study })}\n`);
  const { studyLines } = await import('../render/studies.js');
  const { styleFor } = await import('../render/style.js');
  const lines = studyLines(study, styleFor(terminal.out, terminal, flags), terminal.out.size().columns);
  terminal.out.write(`${lines.join('\n')}\n`);
}

async function deleteOne(store: Store, name: string, flags: StudiesFlags, { terminal }: Context) {
  const { trials } = await store.load(name);
  await store.remove(name);
  if (flags.json)
    terminal.out.write(`${JSON.stringify({ event: 'deleted', name, trials: trials.length })}\n`);
  else if (!flags.quiet) {
    terminal.err.write(
      `  Deleted ${name} and its ${trials.length} trials from ${store.url}; its saved model stays.\n`,
    );
  }
}
