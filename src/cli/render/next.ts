import type { FinishedEvent } from '../../tune/event.js';
import type { Style } from './style.js';
import { table } from './table.js';

/** Where the run came from, as far as the next commands must repeat it. */
export interface Origin {
  /** As it was given; `-` is standard input, which is gone when a command needs the rows again. */
  readonly file?: string;
  /** Whether the command was started by npx, which the next ones then need as well. */
  readonly throughNpx?: boolean;
  /** Given by flag or environment; the default need not be repeated. */
  readonly storage?: string;
}

/** Commands worth running next, ready to paste. */
export function nextLines(event: FinishedEvent, origin: Origin, style: Style, columns: number): string[] {
  const where = origin.storage ? ` --storage ${word(origin.storage)}` : '';
  const study = word(event.study);
  const piped = origin.file === '-';
  const again = piped ? ' --data FILE' : '';
  const goOn = piped ? 'tune FILE --target COLUMN' : 'tune';
  const commands = [
    [`predict ${word(event.model)} NEW.csv`, 'predictions for new rows'],
    event.report.whatIf
      ? [`what-if ${study} ${event.report.whatIf}${again}${where}`, 'would it help? settled by training']
      : undefined,
    event.reason?.startsWith(searchedOut)
      ? undefined
      : [`${goOn} --study ${study} --resume --for 5m${where}`, 'search on'],
    [`studies show ${study}${where}`, 'every trial'],
    [`replay ${study} --final${again}${where}`, 'the same model again, bit for bit'],
  ].filter((each) => each !== undefined);
  const program = origin.throughNpx ? 'npx sweetspot' : 'sweetspot';
  const rows = commands.map(([command, why]) => [`${program} ${command}`, style.faint(why!)]);
  return ['', `  ${style.strong('Next')}`, ...table(rows, { columns })];
}

/** How the reason begins when the search had nothing left to gain. */
const searchedOut = 'the last ';

/** As a shell takes it. */
const word = (text: string) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
