import type { BaselineEvent, TuneEvent } from '../../tune/event.js';
import { dataLines, planLines, warningLines } from '../render/before.js';
import type { Style } from '../render/style.js';
import { fold } from '../render/table.js';
import { baselineLines, findingLine, improvedLine, phaseLine } from '../render/tune-line.js';

/** The lines that an event leaves on the screen for good. */
export function lastingLines(style: Style, columns: () => number) {
  const baselines: BaselineEvent[] = [];
  let warnings = 0;
  const linesOf = (event: TuneEvent): string[] => {
    switch (event.event) {
      case 'data':
        return ['', ...dataLines(event, style, columns())];
      case 'warning':
        warnings += 1;
        return warningLines(event, warnings === 1, style, columns());
      case 'plan':
        return ['', ...planLines(event, style, columns()), ''];
      case 'phase':
        return event.phase === 'search' && baselines.length
          ? [...baselineLines(baselines, style, columns()), phaseLine(event, style)]
          : [phaseLine(event, style)];
      case 'baseline':
        baselines.push(event);
        return [];
      case 'improved':
        return [improvedLine(event, style)];
      case 'finding':
        return [findingLine(event, style)];
      default:
        return [];
    }
  };
  return (event: TuneEvent) => linesOf(event).flatMap((line) => fold(line, columns()));
}
