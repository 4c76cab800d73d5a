/** Names of which the first follows the last; several for one place are parted by "|". Weekdays and months are known by three letters. */
const cycles = {
  weekday: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  month: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  season: ['spring', 'summer', 'autumn|fall', 'winter'],
  daytime: ['night', 'morning', 'noon|midday', 'afternoon', 'evening'],
} as const;

export type NamedCycle = keyof typeof cycles;
export const namedCycles = Object.keys(cycles) as NamedCycle[];

const whole = {
  weekday: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  month: [
    'january',
    'february',
    'march',
    'april',
    'may',
    'june',
    'july',
    'august',
    'september',
    'october',
    'november',
    'december',
  ],
} as const;

const places: Readonly<Record<NamedCycle, ReadonlyMap<string, number>>> = {
  weekday: placesOf([...cycles.weekday], [...whole.weekday]),
  month: placesOf([...cycles.month], [...whole.month]),
  season: placesOf([...cycles.season], []),
  daytime: placesOf([...cycles.daytime], []),
};

/** Any beginning of a whole name, of three letters at least, stands for it: Thu, Thur, Thurs. */
function placesOf(names: readonly string[], full: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  names.forEach((name, place) => {
    for (const word of name.split('|')) found.set(word, place);
  });
  full.forEach((name, place) => {
    for (let length = 3; length <= name.length; length++) found.set(name.slice(0, length), place);
  });
  return found;
}

export const lengthOfNamed = (names: NamedCycle) => cycles[names].length;

/** The place of a name in its cycle, from 0; NaN when it is none. */
export const readNamed = (names: NamedCycle, text: string): number =>
  places[names].get(text.toLowerCase().replace(/\.$/, '')) ?? Number.NaN;
