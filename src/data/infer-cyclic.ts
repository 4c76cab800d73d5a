import { usageError } from '../error.js';
import { enough, readAsNumbers } from './column-kind.js';
import { type Cycle, cycleReader } from './cycle/cycle.js';
import { areClockDigits, knownPeriod } from './cycle/known.js';
import { type NamedCycle, namedCycles } from './cycle/names.js';
import { flagValue } from './flag-value.js';
import { refuseLevels } from './infer-ordinal.js';
import { maybeMissing } from './missing.js';
import { plainNumbers, readPlain } from './number-format.js';
import { distinctTexts, type Profile } from './profile.js';
import type { Rule, Verdict } from './verdict.js';

/** With fewer different values there is no round to go. */
const fewestPlaces = 3;

/** Times of day, names of weekdays, months and the like, and numbers whose column's name and range both say that they go round. */
export const cyclic: Rule = (facts) => {
  const { name, profile } = facts;
  if (profile.counts.size < fewestPlaces) return undefined;
  return ofClock(name, profile) ?? ofNames(name, profile) ?? ofNumbers(name, profile);
};

function ofClock(name: string, profile: Profile): Verdict | undefined {
  const cycle: Cycle = { by: 'clock', digits: false };
  if (shareRead(profile, cycle) < enough) return undefined;
  return verdict(
    name,
    cycle,
    `"${exampleOf(profile, cycle)}" is read as a time of day, which goes round`,
    'category',
  );
}

function ofNames(name: string, profile: Profile): Verdict | undefined {
  const names = namedCycles.find((each) => shareRead(profile, { by: 'name', names: each }) === 1);
  if (names === undefined) return undefined;
  return verdict(
    name,
    { by: 'name', names },
    `read as ${called[names]}, the first of which follows the last`,
    'category',
  );
}

const called: Record<NamedCycle, string> = {
  weekday: 'weekdays',
  month: 'months',
  season: 'seasons',
  daytime: 'parts of the day',
};

function ofNumbers(name: string, profile: Profile): Verdict | undefined {
  const texts = distinctTexts(profile).filter((text) => !maybeMissing(text));
  const numbers = texts.map(readPlain);
  if (!profile.full || numbers.length === 0 || numbers.some(Number.isNaN)) return undefined;
  if (areClockDigits(name, numbers)) {
    const cycle: Cycle = { by: 'clock', digits: true };
    return verdict(
      name,
      cycle,
      `"${texts.find((text) => readPlain(text) >= 1000)}" is read as a time of day`,
      'number',
    );
  }
  const period = knownPeriod(name, numbers);
  if (period === undefined) return undefined;
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  return verdict(
    name,
    { by: 'number', format: plainNumbers, period },
    `runs from ${low} to ${high} and goes round every ${Math.round(period)}`,
    'number',
  );
}

function verdict(name: string, cycle: Cycle, text: string, flag: 'category' | 'number'): Verdict {
  return {
    column: { kind: 'cyclic', name, cycle },
    assumptions: [{ about: name, text, flag: `--${flag} ${flagValue(name)}` }],
  };
}

/** Of the present rows that may not mean missing. */
function shareRead(profile: Profile, cycle: Cycle): number {
  const read = cycleReader(cycle);
  let yes = 0;
  let all = 0;
  for (const [text, count] of profile.counts) {
    if (maybeMissing(text)) continue;
    all += count;
    if (!Number.isNaN(read(text))) yes += count;
    else if (yes === 0 && all > 100) return 0;
  }
  return all === 0 ? 0 : yes / all;
}

const exampleOf = (profile: Profile, cycle: Cycle) => {
  const read = cycleReader(cycle);
  return distinctTexts(profile).find((text) => !Number.isNaN(read(text)))!;
};

/** A period, or levels in their order, as given; throws a usage error for a period that is not above 0 and for a column that is not read so. */
export const forcedCyclic: Rule = ({ name, profile, delimiter, options }) => {
  const { cyclic = {} } = options;
  if (!Object.hasOwn(cyclic, name)) return undefined;
  const given = cyclic[name]!;
  if (typeof given !== 'number') {
    refuseLevels(name, given, profile, '--cyclic');
    return { column: { kind: 'cyclic', name, cycle: { by: 'level', levels: given } }, assumptions: [] };
  }
  if (!(given > 0) || !Number.isFinite(given))
    throw usageError(
      `the period of column "${name}" is ${given}; it takes a number above 0.`,
      `For example: --cyclic "${name}=24"`,
    );
  const { way, share, unreadable, doubtful } = readAsNumbers(profile, delimiter);
  if (share < 0.5)
    throw usageError(
      `column "${name}" was named with --cyclic, but most of it is no number (such as "${unreadable[0] ?? doubtful[0]}").`,
      `Name its levels in their order, as --cyclic "${name}=spring<summer<autumn<winter".`,
    );
  return {
    column: { kind: 'cyclic', name, cycle: { by: 'number', format: way, period: given } },
    assumptions: [],
  };
};
