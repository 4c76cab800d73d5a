import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { tuneView } from '../../src/cli/view/tune.js';
import { fakeJob, fakeTerminal, finishedOf, playing, recorded } from './fake.js';
import { createScreen } from './screen.js';

const events = recorded('regression');
const finished = finishedOf(events);
const line = ['tune', 'diamonds.csv', '--target', 'price'];
const control = '\x1b';

describe('on a terminal', () => {
  /** Plays the recording event by event, the clock going 100 ms each, and looks at the screen after each. */
  function watch(columns: number, env: Record<string, string> = {}, flags = {}) {
    const terminal = fakeTerminal({ terminal: true, columns, env });
    let clock = 0;
    const now = () => {
      clock += 100;
      return clock;
    };
    const view = tuneView({ ...flags, terminal, file: 'diamonds.csv', target: 'price', now });
    const screen = createScreen(columns);
    const heights = new Set<number>();
    for (const event of events.slice(0, -1)) {
      terminal.err.writes.length = 0;
      view.event(event);
      screen.write(terminal.err.text());
      if (event.event === 'progress') heights.add(screen.lines.length - blockStart(screen.lines));
    }
    return { screen, heights, view, terminal };
  }

  const blockStart = (lines: readonly string[]) => lines.findIndex((text) => /[░█#-]{5,}.*%/.test(text));

  test.each([200, 110, 80, 60, 45])('the block keeps its height and its place in %i columns', (columns) => {
    const { heights, screen } = watch(columns);
    expect(heights.size).toBe(1);
    expect([...heights][0]).toBeLessThanOrEqual(10);
    const bars = screen.lines.filter((text) => /[░█]{5,}.*%/.test(text));
    expect(bars).toHaveLength(1);
  });

  test('findings and new bests stay above the block', () => {
    const { screen } = watch(110);
    const text = screen.lines.join('\n');
    expect(text).toContain('! 0:14  batch_size 512 needs about 4× the learning rate of batch_size 64');
    expect(text.match(/new best/g)).toHaveLength(events.filter((event) => event.event === 'improved').length);
    expect(text.indexOf('new best')).toBeLessThan(text.indexOf('█'));
  });

  test('the small line is left out of a narrow window', () => {
    expect(watch(110).screen.lines.join('')).toMatch(/[▁▂▃▄▅▆▇]/);
    expect(watch(50).screen.lines.join('')).not.toMatch(/[▁▂▃▄▅▆▇]/);
  });

  test('the block goes away at the end and the report comes on stdout', () => {
    const { screen, view, terminal } = watch(110);
    terminal.err.writes.length = 0;
    view.event(finished);
    screen.write(terminal.err.text());
    expect(screen.lines.join('\n')).not.toMatch(/█|░/);
    expect(terminal.out.text()).toContain("Your model's typical error is 541 in price");
  });

  test('at most ten draws a second', () => {
    const terminal = fakeTerminal({ terminal: true });
    const view = tuneView({ terminal, file: 'a.csv', target: 'price', now: () => 1000 });
    const progress = events.filter((event) => event.event === 'progress');
    for (const event of progress) view.event(event);
    expect(terminal.err.writes).toHaveLength(1);
  });

  test('NO_COLOR takes the colours, not the block', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
    const colours = /\x1b\[[\d;]*m/;
    const { view, terminal } = watch(80, { NO_COLOR: '1' });
    view.event(finished);
    expect(terminal.err.text() + terminal.out.text()).not.toMatch(colours);
  });

  test('--ascii writes ASCII', () => {
    const { screen, view, terminal } = watch(110, {}, { ascii: true });
    view.event(finished);
    const shown = screen.lines.join('') + terminal.out.text();
    expect([...shown].filter((character) => character > '~')).toEqual([]);
  });
});

describe('not on a terminal', () => {
  test('a line for each thing that happens, a heartbeat, and no control characters', async () => {
    const terminal = fakeTerminal();
    expect(await main(line, terminal, playing(events))).toBe(0);
    const shown = terminal.err.text();
    expect(shown + terminal.out.text()).not.toContain(control);
    expect(shown.match(/new best/g)).toHaveLength(6);
    expect(shown).toMatch(/0:30 {2}search {2}50 % {2}\d+ trials done/);
    expect(shown.split('\n').length).toBeLessThan(60);
  });

  test('the answer comes before its reasons, and numbers have three digits', async () => {
    const terminal = fakeTerminal();
    await main(line, terminal, playing(events));
    const text = terminal.out.text();
    const places = ['541 in price', 'a straight line', 'learning_rate', 'What I would not trust', 'Next'];
    const found = places.map((place) => text.indexOf(place));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
    expect(text).toContain('8 % better than the untuned default network (588)');
    expect(text).not.toMatch(/\d\.0*[1-9]\d{3,}/);
  });

  test('where the reasons for what comes next have no room beside it, each stands below it', async () => {
    const terminal = fakeTerminal({ terminal: true, columns: 70, env: { TERM: 'dumb' } });
    const withFile = events.map((event) =>
      event.event === 'finished' ? { ...event, reportFile: 'sweetspot/houses-1/report.html' } : event,
    );
    await main(line, terminal, playing(withFile));
    const [, next] = terminal.out.text().split('Next');
    expect(next).toContain('report.html\n      the same with charts');
    expect(next).toContain('NEW.csv\n      predictions for new rows\n');
  });

  test('no line of the report is wider than 100 columns, commands excepted', async () => {
    const terminal = fakeTerminal();
    await main(line, terminal, playing(events));
    const lines = terminal.out.text().split('\n');
    expect(lines.filter((each) => each.length > 100 && !each.includes('sweetspot '))).toEqual([]);
  });
});

describe('for programs', () => {
  test('--json writes one event a line, without progress, the last one finished', async () => {
    const terminal = fakeTerminal();
    await main([...line, '--json'], terminal, playing(events));
    const written = terminal.out
      .text()
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(written).toEqual(events.filter((event) => event.event !== 'progress'));
    expect(written.at(-1).event).toBe('finished');
    expect(terminal.err.text()).toBe('');
  });

  test('--quiet writes the answer alone', async () => {
    const terminal = fakeTerminal();
    await main([...line, '--quiet'], terminal, playing(events));
    expect(terminal.err.text()).toBe('');
    expect(terminal.out.text().trim().split('\n')).toHaveLength(2);
  });
});

describe('what the shell is told', () => {
  test('4 when nothing beat a baseline, with both scores', async () => {
    const comparison = {
      baseline: 'linear' as const,
      baselineScore: 49800,
      tunedScore: 50400,
      difference: [-300, 1500] as const,
    };
    const terminal = fakeTerminal();
    const lost = { beaten: false, winner: 'linear' as const, report: { ...finished.report, comparison } };
    expect(await main(line, terminal, playing(events, lost))).toBe(4);
    const text = terminal.out.text();
    expect(text).toContain('Nothing beat the straight line (rmse 49,800; the best tuned network 50,400).');
    expect(text).toContain('The straight line is what was saved as the model.');
    expect(text).toMatch(/the best tuned network +50,400\n/);
    expect(text).toMatch(/a straight line, your model +1,130/);
  });

  test('4 when validation decided for a baseline, although the test rows say otherwise', async () => {
    const comparison = {
      baseline: 'linear' as const,
      baselineScore: 50400,
      tunedScore: 49800,
      difference: [-1500, 300] as const,
    };
    const terminal = fakeTerminal();
    const lost = { beaten: false, winner: 'linear' as const, report: { ...finished.report, comparison } };
    expect(await main(line, terminal, playing(events, lost))).toBe(4);
    expect(terminal.out.text().replace(/\s+/g, ' ')).toContain(
      'Nothing beat the straight line on the validation rows, which decide (on the test rows: rmse 50,400; the best tuned network 49,800).',
    );
  });

  test('4 when no trial came to its end: no settings, and it says so', async () => {
    const comparison = {
      baseline: 'linear' as const,
      baselineScore: 50400,
      tunedScore: Number.NaN,
      difference: [0, 0] as const,
    };
    const nothing = {
      best: null as never,
      beaten: false,
      winner: 'linear' as const,
      report: { ...finished.report, comparison },
    };
    for (const flags of [[], ['--quiet'], ['--json']]) {
      const terminal = fakeTerminal();
      expect(await main([...line, ...flags], terminal, playing(events, nothing))).toBe(4);
      if (flags[0] === '--json') continue;
      const text = terminal.out.text();
      expect(text).toContain(
        'No trial came to its end, so nothing could beat the straight line (rmse 50,400).',
      );
      expect(text).not.toContain('also fine');
      expect(text).not.toContain('the best tuned network');
    }
  });

  test('a difference within the noise is called a tie', async () => {
    const comparison = { ...finished.report.comparison, difference: [-20, 5] as const };
    const terminal = fakeTerminal();
    await main(line, terminal, playing(events, { report: { ...finished.report, comparison } }));
    expect(terminal.out.text().replace(/\s+/g, ' ')).toContain(
      'within the noise (95 %: -20.0 to +5.0), call it a tie.',
    );
  });

  test('130 after Ctrl-C with results; a second Ctrl-C ends at once', async () => {
    const terminal = fakeTerminal();
    const job = fakeJob({
      async tune({ signal }) {
        terminal.interrupt();
        expect(signal!.aborted).toBe(true);
        terminal.interrupt();
        return { ...finished, interrupted: true };
      },
    });
    expect(await main(line, terminal, job)).toBe(130);
    expect(terminal.err.text()).toContain('finishing:');
    expect(terminal.exits).toEqual([130]);
    expect(terminal.out.text()).toContain('Interrupted');
  });

  test('130 after Ctrl-C without results, and no stack', async () => {
    const terminal = fakeTerminal();
    const job = fakeJob({
      async tune() {
        terminal.interrupt();
        throw new Error('nothing was finished');
      },
    });
    expect(await main(line, terminal, job)).toBe(130);
    expect(terminal.err.text()).toContain('nothing was finished');
  });
});

describe('the next commands', () => {
  test('name the study and its storage', async () => {
    const terminal = fakeTerminal();
    const elsewhere = events.map((event) =>
      event.event === 'finished' ? { ...event, storage: 'sqlite:///x.db' } : event,
    );
    await main(line, terminal, playing(elsewhere));
    expect(terminal.out.text()).toContain(
      'sweetspot tune --study diamonds-1 --resume --for 5m --storage sqlite:///x.db',
    );
  });
});
