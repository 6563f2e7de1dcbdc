import { cpus, totalmem } from 'node:os';

/**
 * What one lab of an exercise costs, rounded up from what `make bench -- class` measured of twenty reference labs on two cores:
 * all up in 25 s (2.5 s of a core each, of which 1.9 s were counted in labs, engine and command), 0.25 s to grade, 1.9 % of a
 * core while nobody does anything, and 64 MiB of memory, of which half as much again is counted for routers with more daemons.
 */
const LAB_COST = {
  memoryBytes: 100e6,
  upCpuSeconds: 2.5,
  gradeCpuSeconds: 0.25,
  idleCpus: 0.02,
} as const;

/** What of a host's memory is its own. */
const HOST_BYTES = 1e9;
/** How much of the processors labs may take while nobody does anything. */
const IDLE_SHARE = 0.5;

/** How many labs a host carries. */
export interface Capacity {
  readonly cores: number;
  readonly memoryBytes: number;
  readonly byMemory: number;
  readonly byProcessor: number;
  readonly labs: number;
  /** Until all of them are up, if everybody starts at once. */
  readonly allUpSeconds: number;
  /** Until all of them are graded, if everybody checks at once. */
  readonly allGradedSeconds: number;
}

/** An estimate, from {@link LAB_COST}: what a host of so many cores and so much memory carries. */
export function capacityOf(cores = cpus().length, memoryBytes = totalmem()): Capacity {
  const byMemory = Math.max(0, Math.floor((memoryBytes - HOST_BYTES) / LAB_COST.memoryBytes));
  const byProcessor = Math.floor((cores * IDLE_SHARE) / LAB_COST.idleCpus);
  const labs = Math.min(byMemory, byProcessor);
  return {
    cores,
    memoryBytes,
    byMemory,
    byProcessor,
    labs,
    allUpSeconds: Math.ceil((labs * LAB_COST.upCpuSeconds) / cores),
    allGradedSeconds: Math.ceil((labs * LAB_COST.gradeCpuSeconds) / cores),
  };
}
