import type { FinishedEvent } from '../tune/event.js';
import { usualStorage, word } from './shell.js';

/** Where a run came from, as far as the next commands must repeat it. */
export interface Origin {
  /** As it was given; `-` is standard input, which is gone when a command needs the rows again. */
  readonly file?: string;
  /** Whether the command was started by npx, which the next ones then need as well. */
  readonly throughNpx?: boolean;
}

/** Commands worth running next, ready to paste, each with what it is for. */
export function nextCommands(
  event: FinishedEvent,
  origin: Origin,
): (readonly [command: string, why: string])[] {
  const where = event.storage === usualStorage ? '' : ` --storage ${word(event.storage)}`;
  const study = word(event.study);
  const piped = origin.file === '-';
  const again = piped ? ' --data FILE' : '';
  const goOn = piped ? 'tune FILE --target COLUMN' : 'tune';
  const commands = [
    [`predict ${word(event.model)} NEW.csv`, 'predictions for new rows'] as const,
    event.report.whatIf
      ? ([
          `what-if ${study} ${event.report.whatIf}${again}${where}`,
          'would it help? settled by training',
        ] as const)
      : undefined,
    event.reason?.startsWith(searchedOut)
      ? undefined
      : ([`${goOn} --study ${study} --resume --for 5m${where}`, 'search on'] as const),
    [`studies show ${study}${where}`, 'every trial'] as const,
    [`replay ${study} --final${again}${where}`, 'the same model again, bit for bit'] as const,
  ].filter((each) => each !== undefined);
  const program = origin.throughNpx ? 'npx sweetspot' : 'sweetspot';
  return commands.map(([command, why]) => [`${program} ${command}`, why]);
}

/** How the reason begins when the search had nothing left to gain. */
const searchedOut = 'the last ';
