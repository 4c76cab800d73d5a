import { count, digits, percent } from '../../math/numeral.js';
import { flagValue } from '../flag-value.js';
import { missingTest } from '../missing.js';
import { type Profile, profileOf } from '../profile.js';
import type { Column } from '../table.js';
import { sampleOf } from './sample.js';
import { type Check, hasOwnTest, type Seen } from './warning.js';

/** Names of whom or what several rows may be about: `patient`, `customer_id`, `deviceNo`. */
const things =
  'patient|subject|participant|respondent|person|people|customer|client|user|member|player|student|pupil|employee|household|family|session|device|machine|sensor|store|shop|account|vehicle|engine|animal|trial|specimen|batch|lot|group|serial';
const endings = 'id|uid|uuid|guid|key|code|no|nr|num|number|name|tag';
const named = new RegExp(`^((.*[\\s_.-])?(id|uid|uuid|guid)|(${things})s?([\\s_.-]?(${endings}))?)$`, 'i');
const namedInCamelCase = /[a-z]I[dD]$/;
/** Texts such as `P0012`, `AB-1234`, or hexadecimal. */
const code = /^([A-Za-z]{1,5}[-_]?\d{3,}[A-Za-z]{0,2}|[0-9a-f]{8,}(-[0-9a-f]{4,}){0,4})$/i;

const fewestThings = 10;
/** This share of the rows has another row of the same thing. */
const leastShare = 0.5;

/** A column that names things which have several rows each: a random split puts rows of one thing on both sides. */
export const groups: Check = (seen) => {
  if (seen.heeded.split !== undefined || hasOwnTest(seen)) return [];
  return seen.table.columns
    .filter(({ name }) => seen.targets.every((target) => name !== target.name))
    .flatMap((column) => groupOf(column, seen));
};

function groupOf(column: Column, seen: Seen) {
  const { table } = seen;
  if (!isCandidate(column, seen)) return [];
  const profile = profileOf(column.values, missingTest(seen.missing));
  const { present, counts, full } = profile;
  if (!full || present < 0.9 * table.rows || counts.size < fewestThings || !namesThings(column, profile))
    return [];
  const shared = [...counts.values()].reduce((sum, rows) => sum + (rows > 1 ? rows : 0), 0);
  const share = shared / present;
  if (share < leastShare) return [];
  const each = present / counts.size;
  return [
    {
      kind: 'groups' as const,
      about: column.name,
      text: `it seems to name ${count(counts.size, 'thing')} of ${each < 10 ? digits(each, 2) : digits(each)} rows each (${percent(share)} of the rows share theirs with another): a random split puts rows of one thing on both sides, and the score holds for things already known`,
      flags: [`--split group:${flagValue(column.name)}`],
      evidence: {
        groups: counts.size,
        rowsEach: each,
        shared: share,
        examples: [...counts.keys()].slice(0, 3),
      },
      trust: true,
    },
  ];
}

/** A glance at few rows spares most columns the count of all. */
function isCandidate(column: Column, { pool, seed }: Seen): boolean {
  if (isNamedLikeThings(column.name)) return true;
  const { values } = column;
  const glance = sampleOf(pool, 200, seed);
  return glance.length > 0 && shareOfCodes(Array.from(glance, (row) => values[row]!)) >= 0.9;
}

const isNamedLikeThings = (name: string) => named.test(name) || namedInCamelCase.test(name);

const shareOfCodes = (texts: readonly string[]) =>
  texts.filter((text) => isCode(text.trim())).length / texts.length;

const isCode = (text: string) => code.test(text) && /\d/.test(text) && /[a-z]/i.test(text);

/** Whole numbers or texts, not amounts with a point. */
function namesThings({ name }: Column, { counts }: Profile): boolean {
  const texts = [...counts.keys()];
  const share = (holds: (text: string) => boolean) => texts.filter(holds).length / texts.length;
  if (share((text) => /^-?\d*[.,]\d+$/.test(text)) > 0.01) return false;
  return isNamedLikeThings(name) || share(isCode) >= 0.9;
}
