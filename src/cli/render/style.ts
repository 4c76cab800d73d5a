import type { OutputFlags } from '../flag/output.js';
import type { Stream, Terminal } from '../terminal.js';

type Paint = (text: string) => string;

/** How text may look on one stream: colours only where they are wanted, characters only where they are drawn. */
export interface Style {
  readonly ascii: boolean;
  readonly strong: Paint;
  readonly faint: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly note: Paint;
  /** Text from elsewhere, in characters that this stream may show. */
  readonly text: Paint;
}

const same: Paint = (text) => text;
const sgr =
  (on: number, off: number): Paint =>
  (text) =>
    `\x1b[${on}m${text}\x1b[${off}m`;

const colours = {
  strong: sgr(1, 22),
  faint: sgr(2, 22),
  good: sgr(32, 39),
  bad: sgr(31, 39),
  note: sgr(33, 39),
};
const plain = { strong: same, faint: same, good: same, bad: same, note: same };

export function styleFor(stream: Stream, terminal: Terminal, flags: OutputFlags): Style {
  const ascii = flags.ascii === true;
  return { ascii, ...(mayColour(stream, terminal) ? colours : plain), text: ascii ? toAscii : same };
}

const mayColour = (stream: Stream, { env }: Terminal) =>
  stream.isTerminal && !env.NO_COLOR && env.TERM !== 'dumb';

/** Whether lines already on the screen can be drawn over. */
export const mayRedraw = (stream: Stream, { env }: Terminal) => stream.isTerminal && env.TERM !== 'dumb';

const substitutes: Record<string, string> = {
  '→': '->',
  '×': 'x',
  '±': '+-',
  '≤': '<=',
  '≥': '>=',
  '−': '-',
  '–': '-',
  '—': '-',
  '…': '...',
  '·': '-',
  '•': '-',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  δ: 'delta',
};
const toAscii: Paint = (text) =>
  text.replace(/[^ -~\n]/gu, (character) => substitutes[character] ?? character);
