import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { tune } from '../dist/index.js';
import { onTrial } from '../dist/platform/node/on-trial.js';
import { reopen } from '../dist/platform/node/reopen.js';
import type { MeasuredPath, OnTrial } from '../src/tune/on-trial.js';

const folder = mkdtempSync(join(tmpdir(), 'sweetspot-on-trial-'));
const storage = `sqlite:///${join(folder, 'studies.db')}`;
const study = 'cars';

describe('the path and the rules of thumb, measured on a study of cars', () => {
  let found: OnTrial;

  beforeAll(async () => {
    await tune({
      data: 'examples/cars.csv',
      dropBadRows: true,
      target: 'economy (mpg)',
      study,
      out: folder,
      storage,
      budget: '25 trials',
      seed: 3,
      report: false,
    });
    found = await onTrial({ study, storage, budget: '20s' });
  }, 240_000);

  test('the steps of the path add up to the whole, and each was measured', () => {
    const { steps, whole, pairs } = found.path as MeasuredPath;
    // How many fit into a time is the machine's business; that all steps have the same ones is what makes them add up.
    expect(pairs).toBeGreaterThan(0);
    const blownUp = [...steps, whole].some(({ diverged }) => diverged.some((count) => count > 0));
    for (const step of steps) expect(step.pairs).toBe(pairs);
    const sum = steps.reduce((total, { effect }) => total + effect, 0);
    if (!blownUp) expect(sum).toBeCloseTo(whole.effect, 9);
    expect(whole.scores[1] - whole.scores[0]).toBeCloseTo(whole.effect, 9);
  });

  test('each rule has a verdict, and what is held or refuted was measured', () => {
    const findings = found.rules!.findings;
    expect(findings.map(({ name }) => name)).toContain('two thirds of the inputs');
    for (const { verdict, grade, evidence } of findings) {
      expect(grade).toBe(verdict === 'unknown' ? 'unknown' : 'measured');
      if (verdict !== 'unknown') expect(evidence.length).toBeGreaterThan(0);
    }
    // What is told by time alone may stay open on a busy machine, but it was tried.
    const [powers] = findings.find(({ name }) => name === 'powers of two')!.evidence;
    expect(powers!.timeRatio).toBeGreaterThan(0.3);
    expect(powers!.timeRatio).toBeLessThan(3);
  });

  test('explain says it, in words and as JSON', () => {
    const explain = (...args: string[]) =>
      spawnSync('node', ['dist/cli.js', 'explain', ...args, '--storage', storage], { encoding: 'utf8' });
    const { stdout, status } = explain(study);
    expect(status).toBe(0);
    expect(stdout).toMatch(/\d+ of \d+ rules of thumb held/);
    expect(stdout).not.toMatch(/NaN|undefined|Infinity|null/);
    const events = explain(study, '--json')
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.find(({ event }) => event === 'rules').findings).toHaveLength(found.rules!.findings.length);
    const unknown = explain('carz');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('cars');
    expect(explain(study, '--measure', 'soon').status).toBe(2);
  });

  test('what was found is kept in the study', async () => {
    const { record } = await reopen({ study, storage });
    expect(record.facts.on_trial).toEqual(JSON.parse(JSON.stringify(found)));
  });
});
