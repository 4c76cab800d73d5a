import type { OnTrialEvent } from '../../tune/on-trial.js';
import { count } from '../../words/number.js';
import type { OutputFlags } from '../flag/output.js';
import { createBlock } from '../render/block.js';
import { mayRedraw } from '../render/style.js';
import type { Terminal } from '../terminal.js';

export interface OnTrialView {
  event(event: OnTrialEvent): void;
  say(text: string): void;
  close(): void;
}

const titles = { path: 'from the default to the best setting', rules: 'rules of thumb' } as const;

/** What `explain --measure` does while it trains: a line for each phase, and one that counts. */
export function onTrialView(flags: OutputFlags, terminal: Terminal): OnTrialView {
  const { err } = terminal;
  const isSilent = flags.quiet || flags.json;
  const live = !isSilent && mayRedraw(err, terminal);
  const block = createBlock(err);
  const say = (line: string) => (live ? block.above([line]) : err.write(`${line}\n`));
  return {
    event(event) {
      if (isSilent) return;
      if (event.event === 'phase')
        say(`  Training  ${titles[event.phase]}: ${count(event.trainings, 'comparison')}`);
      else if (live)
        block.draw([
          `  ${count(event.pairs, 'pair')} trained on shared seeds and splits, ${event.clear} of ${event.of} clear`,
        ]);
    },
    say,
    close: () => live && block.clear(),
  };
}
