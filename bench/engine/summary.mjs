// From times of rounds to rows: medians, and ratios within a round, so that what slows the machine for a while slows both sides.

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The largest of some values over the smallest. */
const spread = (values) => Math.max(...values) / Math.min(...values);

const isOwn = ({ name }) => name.startsWith('sweetspot');
const isCeiling = ({ name }) => name.startsWith('ceiling');
const ceilingName = ({ name }) => name.replace('sweetspot', 'ceiling');

/** `their` times over `our` times, round by round. */
const ratio = (their, our) => median(their.map((time, round) => time / our[round]));

/**
 * A row for each engine that trained `workload`. `timed` has for each part of the cast its `name`, `runtime`, `version` and `times`, one
 * for each round. Our rows say how many times a peer's speed they reach, and which share of the ceiling in their runtime.
 */
export function rowsOf(workload, timed) {
  return timed.filter((each) => !isCeiling(each)).map((each) => rowOf(workload, each, timed));
}

function rowOf(workload, engine, timed) {
  const { name, runtime, version, times } = engine;
  const row = { workload, engine: name, runtime: runtime ?? version, version };
  const measured = { milliseconds: median(times), spread: spread(times) };
  if (!isOwn(engine)) return { ...row, ...measured };
  const peers = timed.filter((each) => !isOwn(each) && !isCeiling(each));
  const ceiling = timed.find((each) => each.name === ceilingName(engine) && each.runtime === runtime);
  return {
    ...row,
    ...measured,
    timesPeer: Object.fromEntries(peers.map((peer) => [peer.name, ratio(peer.times, times)])),
    ceilingShare: ceiling && ratio(ceiling.times, times),
  };
}

/** Rows whose share of the ceiling is more than 15 % below that of the kept ones, in words; rows that were not kept pass. */
export function fallen(rows, kept) {
  return rows.flatMap(({ workload, engine, runtime, ceilingShare }) => {
    const before = kept.find(
      (row) => row.workload === workload && row.engine === engine && row.runtime === runtime,
    )?.ceilingShare;
    if (before === undefined || ceilingShare === undefined || ceilingShare >= 0.85 * before) return [];
    const percent = (share) => `${(100 * share).toFixed(0)} %`;
    return [
      `${workload}, ${engine} on ${runtime}: ${percent(ceilingShare)} of the ceiling, ${percent(before)} before`,
    ];
  });
}
