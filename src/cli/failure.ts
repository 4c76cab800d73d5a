import { CommanderError } from 'commander';
import { SweetspotError } from '../error.js';
import { exitCode, exitCodeOf } from './exit-code.js';
import type { Terminal } from './terminal.js';

/** What went wrong, as people and programs are told it; the names are fixed for programs that read `--json`. */
interface Failure {
  readonly kind: SweetspotError['kind'] | 'bug';
  readonly message: string;
  readonly next?: string | undefined;
  readonly exitCode: number;
}

/** Says what went wrong on stderr, for programs as an `error` event on stdout too, and answers with the exit code. */
export function reportFailure(error: unknown, terminal: Terminal, json = false): number {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCode.fine;
  const failure = failureOf(error, terminal);
  if (json) terminal.out.write(`${JSON.stringify({ event: 'error', ...failure })}\n`);
  say(terminal, failure);
  return failure.exitCode;
}

function failureOf(error: unknown, terminal: Terminal): Failure {
  if (error instanceof CommanderError) return usage(error);
  if (!isOurs(error)) return bug(error, terminal);
  const { kind, message, next } = error;
  return { kind, message, next, exitCode: exitCodeOf[kind] };
}

/** By name too: an error that crossed from a worker thread is a copy. */
const isOurs = (error: unknown): error is SweetspotError =>
  error instanceof SweetspotError ||
  (error instanceof Error && error.name === 'SweetspotError' && 'kind' in error);

function say(terminal: Terminal, { message, next }: Failure) {
  const following = next
    ? `${next
        .split('\n')
        .map((line) => `  ${line}`)
        .join('\n')}\n`
    : '';
  terminal.err.write(`sweetspot: ${message}\n${following}`);
}

/** Commander says `error: unknown option '--targt'\n(Did you mean --target?)`. */
function usage(error: CommanderError): Failure {
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const next = suggestion?.replace(/^\((.*)\)$/, '$1') ?? 'All flags: add --help.';
  return { kind: 'usage', message: sentence(message), next, exitCode: exitCode.usage };
}

const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);

function bug(error: unknown, terminal: Terminal): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const isLooked = Boolean(terminal.env.SWEETSPOT_DEBUG);
  if (isLooked && error instanceof Error) terminal.err.write(`${error.stack}\n`);
  return {
    kind: 'bug',
    message: `a mistake of Sweetspot's own: ${message.split('\n')[0]}`,
    next: isLooked ? undefined : 'To see where it happened, run it again with SWEETSPOT_DEBUG=1.',
    exitCode: exitCode.bug,
  };
}
