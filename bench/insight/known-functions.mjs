// Are insight's claims right? 30 made-up response surfaces with planted effects, 60 trials each. Run `npm run build` first.
//
//   node bench/insight/known-functions.mjs [--seed 1] [--surfaces 30] [--verbose] [--save bench/results/insight-known-functions.json]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { judgeSurfaces } from './judge.mjs';

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    surfaces: { type: 'string', default: '30' },
    verbose: { type: 'boolean', default: false },
    save: { type: 'string' },
  },
});
const began = performance.now();
const found = judgeSurfaces(
  Number(flags.seed),
  Array.from({ length: Number(flags.surfaces) }, (_, index) => index),
  flags.verbose ? console.log : () => {},
);
const share = ([part, whole]) =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} % (${part} of ${whole})`;
console.log(`claims that are right               ${share(found.right)}   bar 90 %`);
console.log(`planted effects over 3 SE, claimed  ${share(found.claimed)}   bar 70 %`);
console.log(`  of them main effects              ${share(found.claimedMain)}`);
console.log(`  of them interactions              ${share(found.claimedPairs)}`);
console.log(`additive surfaces: false pairs      ${share(found.falsePairs)}   bar 5 %`);
console.log(`90 % intervals that cover           ${share(found.covered)}   bar 85 to 95 %`);
console.log(`ridges that move the right way      ${share(found.ridges)}`);
console.log(`blow-ups told apart (AUC)           ${found.auc.toFixed(3)}`);
console.log(`silent                              ${share(found.silent)}`);
console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`);
if (flags.save)
  writeFileSync(flags.save, `${JSON.stringify({ seed: Number(flags.seed), ...found }, null, 2)}\n`);
const [right, claimed, wrong, covered] = [found.right, found.claimed, found.falsePairs, found.covered].map(
  ([part, whole]) => part / whole,
);
process.exitCode =
  right >= 0.9 && claimed >= 0.7 && wrong <= 0.05 && covered >= 0.85 && covered <= 0.95 ? 0 : 1;
