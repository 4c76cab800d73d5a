import type { Bin } from '../../data/histogram.js';
import type { ProposedTarget } from '../../data/propose-target.js';
import type { Warning } from '../../data/warning/warning.js';
import type { DataEvent } from '../event.js';

/** All that a tuning run would take for granted, without training; its names are fixed for programs that read `--json`. */
export interface Inspection {
  readonly event: 'inspection';
  readonly data: Omit<DataEvent, 'event'>;
  /** How the fields stand in the file: `CSV`, `TSV`, `text separated by ";"`. */
  readonly format: string;
  /** One, or several columns of numbers. */
  readonly targets: readonly TargetInspection[];
  /** Why that target was taken, and what else could be, when none was named. */
  readonly proposed?: Omit<ProposedTarget, 'name'>;
  /** Every column, in the order of the file. */
  readonly columns: readonly ColumnInspection[];
  readonly warnings: readonly Warning[];
  /** One line for each hyperparameter that would be searched. */
  readonly space: readonly { readonly name: string; readonly values: string }[];
  readonly budget: { readonly seconds?: number; readonly trials?: number };
  readonly workers: number;
  readonly seed: number;
}

export interface TargetInspection {
  readonly name: string;
  /** Of numbers. */
  readonly histogram?: readonly Bin[];
  readonly range?: NumberRange;
  /** Of classes, most rows first. */
  readonly classes?: readonly Level[];
}

export interface NumberRange {
  readonly smallest: number;
  readonly median: number;
  readonly largest: number;
}

export interface Level {
  readonly name: string;
  readonly rows: number;
}

/** What a column holds, and what becomes of it. */
export interface ColumnInspection {
  readonly name: string;
  readonly use: 'target' | 'input' | 'weight' | 'left out';
  /** `number`, `category`, `boolean`, `date` …; absent when it is left out. */
  readonly kind?: string;
  /** Share of the rows, 0 to 1. */
  readonly missing: number;
  /** Different values; `distinctMore` when there are more than were counted. */
  readonly distinct: number;
  readonly distinctMore?: boolean;
  /** Of a number. */
  readonly range?: NumberRange;
  /** Of a date, as it is written: the first and the last. */
  readonly dates?: readonly [string, string];
  /** The most frequent texts of anything else. */
  readonly levels?: readonly Level[];
  /** Numbers that the network sees of it, and in words what they are. */
  readonly numbers?: number;
  readonly encoding?: string;
  /** Why it is left out. */
  readonly reason?: string;
  /** The flag that would change this. */
  readonly flag?: string;
}
