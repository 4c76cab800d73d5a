import { CommanderError } from 'commander';
import { SweetspotError } from '../error.js';
import { exitCode, exitCodeOf } from './exit-code.js';
import type { Terminal } from './terminal.js';

/** Says what went wrong on stderr and answers with the exit code. */
export function reportFailure(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return reportUsage(error, terminal);
  if (isOurs(error)) {
    say(terminal, error.message, error.next);
    return exitCodeOf[error.kind];
  }
  return reportBug(error, terminal);
}

/** By name too: an error that crossed from a worker thread is a copy. */
const isOurs = (error: unknown): error is SweetspotError =>
  error instanceof SweetspotError ||
  (error instanceof Error && error.name === 'SweetspotError' && 'kind' in error);

function say(terminal: Terminal, message: string, next?: string) {
  const following = next
    ? `${next
        .split('\n')
        .map((line) => `  ${line}`)
        .join('\n')}\n`
    : '';
  terminal.err.write(`sweetspot: ${message}\n${following}`);
}

/** Commander says `error: unknown option '--targt'\n(Did you mean --target?)`; help and version arrive here too. */
function reportUsage(error: CommanderError, terminal: Terminal): number {
  if (error.exitCode === 0) return exitCode.fine;
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  say(terminal, sentence(message), suggestion?.replace(/^\((.*)\)$/, '$1') ?? 'All flags: add --help.');
  return exitCode.usage;
}

const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);

function reportBug(error: unknown, terminal: Terminal): number {
  const message = error instanceof Error ? error.message : String(error);
  if (terminal.env.SWEETSPOT_DEBUG && error instanceof Error) terminal.err.write(`${error.stack}\n`);
  say(
    terminal,
    `a mistake of Sweetspot's own: ${message.split('\n')[0]}`,
    terminal.env.SWEETSPOT_DEBUG
      ? undefined
      : 'To see where it happened, run it again with SWEETSPOT_DEBUG=1.',
  );
  return exitCode.bug;
}
