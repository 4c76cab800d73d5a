import type { DataOptions } from '../data/task.js';
import type { MetricName } from '../model/metric-name.js';
import type { Setting } from '../space/parameter.js';
import type { Store } from '../study/store/store.js';
import type { FinishedEvent, Scores, TuneEvent } from '../tune/event.js';
import type { WhatIfEvent } from '../tune/what-if-event.js';

/** What the commands ask of `platform/node`; each function's file is loaded when it is first called. */
export interface Job {
  tune(options: TuneOptions): Promise<FinishedEvent>;
  train(options: TrainOptions): Promise<Trained>;
  predict(options: PredictOptions): Promise<Predicted>;
  replay(options: ReplayOptions): Promise<Replayed>;
  whatIf(options: WhatIfOptions): Promise<VerdictEvent>;
  openStore(url?: string): Promise<Store>;
}

export interface TuneOptions extends DataOptions {
  readonly data: string;
  readonly metric?: MetricName;
  readonly budget?: string;
  readonly seed?: number;
  readonly workers?: number;
  readonly test?: string;
  readonly study?: string;
  readonly storage?: string;
  readonly out?: string;
  readonly resume?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TuneEvent) => void;
}

export interface EpochReport {
  readonly epoch: number;
  readonly loss: number;
  readonly validation: number;
}

export interface TrainOptions extends TuneOptions {
  readonly set: readonly string[];
  readonly epochs?: number;
  readonly onEpoch?: (report: EpochReport & { readonly rate: number }) => void;
}

export interface Trained {
  readonly setting: Setting;
  readonly metric: MetricName;
  readonly epochs: number;
  readonly best: { readonly epoch: number; readonly validation: number };
  readonly curve: readonly EpochReport[];
  readonly test?: Scores;
  readonly model?: string;
  readonly seconds: number;
  readonly diverged: boolean;
}

export interface PredictOptions {
  readonly model: string;
  readonly data: string;
  readonly out?: string;
}

export interface Predicted {
  readonly rows: number;
  readonly text?: string;
  readonly out?: string;
}

export interface ReplayOptions {
  readonly study: string;
  readonly trial?: number;
  readonly final?: boolean;
  readonly storage?: string;
  readonly data?: string;
}

export interface Replayed {
  readonly same: boolean;
  readonly what: string;
  readonly hash: string;
  readonly recorded: string;
  readonly epochs?: number;
  readonly value?: number;
}

export interface WhatIfOptions {
  readonly study: string;
  readonly change: string;
  readonly raise: readonly string[];
  readonly lower: readonly string[];
  readonly storage?: string;
  readonly data?: string;
  readonly budget?: string;
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: WhatIfEvent) => void;
}

export type VerdictEvent = Extract<WhatIfEvent, { event: 'verdict' }>;

const room = (file: string) => import(new URL(`../platform/node/${file}`, import.meta.url).href);

export const nodeJob: Job = {
  tune: async (options) => (await room('tune.js')).tune(options),
  train: async (options) => (await room('train.js')).train(options),
  predict: async (options) => (await room('predict.js')).predict(options),
  replay: async (options) => (await room('replay.js')).replay(options),
  whatIf: async (options) => (await room('what-if.js')).whatIf(options),
  openStore: async (url) => (await room('studies.js')).openStore(url),
};
