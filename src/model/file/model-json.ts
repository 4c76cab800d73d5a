import { z } from 'zod';
import { namedCycles } from '../../data/cycle/names.js';
import { dateParts, digitOrders, writtenOrders } from '../../data/date.js';
import { activationNames } from '../../network/plan.js';

// What model.json may hold. Its types are those of the rooms: save.ts and load.ts would not compile if the two differed.

const finite = z.number();
const name = z.string();

const format = z.object({ decimal: z.enum(['.', ',']), decorated: z.boolean(), unit: z.string().optional() });

const scaling = { center: finite, scale: finite };
const missing = z.array(z.string());

const waves = z.int().min(1).max(12);

const cycle = z.discriminatedUnion('by', [
  z.object({ by: z.literal('number'), format, period: finite.positive() }),
  z.object({ by: z.literal('name'), names: z.enum(namedCycles) }),
  z.object({ by: z.literal('level'), levels: z.array(z.string()).min(2) }),
  z.object({ by: z.literal('clock'), digits: z.boolean() }),
]);

const columnEncoding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), name, format, missing, ...scaling, flag: z.boolean() }),
  z.object({ kind: z.literal('boolean'), name, missing, share: finite, flag: z.boolean() }),
  z.object({
    kind: z.literal('category'),
    name,
    missing,
    levels: z.array(z.string()),
    other: z.boolean(),
    flag: z.boolean(),
    share: finite.optional(),
    embedded: z.literal(true).optional(),
  }),
  z.object({
    kind: z.literal('ordinal'),
    name,
    missing,
    levels: z.array(z.string()).min(2),
    steps: z.array(z.object({ from: z.int().min(0), share: finite })),
    own: z.array(z.int().min(0)),
    flag: z.boolean(),
  }),
  z.object({
    kind: z.literal('cyclic'),
    name,
    missing,
    cycle,
    waves,
    ...scaling,
    flag: z.boolean(),
  }),
  z.object({
    kind: z.literal('date'),
    name,
    order: z.enum([...writtenOrders, ...digitOrders]),
    missing,
    parts: z.array(z.object({ part: z.enum(dateParts), waves: waves.optional(), ...scaling })),
    flag: z.boolean(),
  }),
]);

const encoder = z.object({ width: z.int().positive(), columns: z.array(columnEncoding) });

const numberCoding = z.object({
  transform: z.enum(['none', 'log']),
  shift: finite,
  mean: finite,
  deviation: finite,
  low: finite,
  high: finite,
});

const coding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('numbers'), columns: z.array(numberCoding).min(1) }),
  z.object({ kind: z.literal('classes'), classes: z.array(z.string()).min(2) }),
]);

const target = z.discriminatedUnion('task', [
  z.object({ task: z.literal('regression'), columns: z.array(z.object({ name, format })).min(1) }),
  z.object({ name, task: z.enum(['binary', 'multiclass']), classes: z.array(z.string()).min(2) }),
]);

const pieces = z.object({ input: z.int().min(0), edges: z.array(finite).min(2) });
const embedding = z.object({ input: z.int().min(0), levels: z.int().positive(), size: z.int().positive() });

const periodic = z.object({
  inputs: z.array(z.int().min(0)).min(1),
  waves: z.enum(['phased', 'paired']),
  frequencies: z.int().positive(),
  sigma: z.number().positive(),
  size: z.int().positive().optional(),
  relu: z.boolean().optional(),
});

const member = z.object({
  inputs: z.int().positive(),
  embeddings: z.array(embedding).optional(),
  periodic: periodic.optional(),
  inputScale: z.boolean().optional(),
  hidden: z.array(z.int().positive()),
  outputs: z.int().positive(),
  activation: z.enum(activationNames),
  normalisation: z.enum(['batch', 'layer']).optional(),
  residual: z.union([z.literal(1), z.literal(2)]).optional(),
  activationMix: z.boolean().optional(),
  share: z.number().min(0).max(1),
  /** Place in `pieces`. */
  pieces: z.int().min(0).optional(),
  /** Places in `encoders` and `codings`. */
  encoder: z.int().min(0),
  coding: z.int().min(0),
});

const margins = z.object({
  rows: z.int().positive(),
  scores: z.array(finite).min(1),
  spread: z.object({ at: z.array(finite).min(1), size: z.array(z.number().positive()).min(1) }),
  floor: finite.optional(),
});

const calibration = z.object({ temperature: z.number().positive(), bias: z.array(finite).optional() });

export const modelFormat = 'sweetspot-model';
/** 2: a list of targets and of their codings, where 1 had one of each (`upgrade.ts`); pieces and embeddings; what else networks may have since, where they have it. */
export const modelVersion = 2;

export const modelJson = z.object({
  format: z.literal(modelFormat),
  version: z.int().min(1).max(modelVersion),
  card: z.record(z.string(), z.unknown()),
  target,
  constant: z.array(finite).optional(),
  factors: z.array(z.number().positive()).optional(),
  calibration: calibration.optional(),
  decision: z.array(z.number().positive()).optional(),
  margins: z.array(margins).optional(),
  encoders: z.array(encoder),
  codings: z.array(coding),
  /** Of the columns that networks see in pieces as well; since version 2. */
  pieces: z.array(z.array(pieces)).optional(),
  members: z.array(member),
  weights: z.object({ bytes: z.int().min(0), sha256: z.string() }),
});

export type ModelJson = z.infer<typeof modelJson>;
