import { UsageError } from '../errors.ts';

/**
 * How long each thing is waited for, in milliseconds: the one table of budgets. `S2S_BUDGET_FACTOR` multiplies them all.
 * @throws {UsageError} when read, if that variable is not a positive number.
 */
export const BUDGETS_MS = timesFactor({
  // Tunnels
  /** Every tunnel of the lab ESTABLISHED with its CHILD_SA installed, from the start of the nodes. */
  tunnelsEstablished: 30_000,
  /** The IKE daemons of an owner's own router have loaded what its files have them load, once it is ready. */
  connectionsLoaded: 5_000,
  /** The BGP session of a tunnel that is up is ESTABLISHED: two seconds are usual with compressed timers. */
  bgpEstablished: 20_000,
  /** Both ends of a tunnel have the same SAs again, where they differ for a moment: while SAs are rekeyed. */
  sameSas: 1_000,
  /** An SA is replaced by its successor, or charon says why not, counted from the command. */
  rekey: 10_000,
  /** A tunnel that `explain` tells how to initiate is up, or charon says why not; below 1 s is usual. */
  initiate: 10_000,
  /** charon answers swanctl; one that is stopped or gone never does. */
  ikeAnswer: 5_000,
  /** What detection of a dead peer takes beyond its timers, see {@link detectionBudgetMs}. */
  detectionSpare: 3_000,

  // Probes
  /** A pair that should reach each other does, or the controls of one that should not hold; from the first probe. */
  reach: 10_000,
  /** As `reach`, in a lab of which a tunnel is known not to be up. */
  reachWithout: 2_000,
  /** A pair is answered again after a fault, counted from the end of what was done. */
  failover: 20_000,
  /** What follows once a router has given a tunnel up, such as the routes of an updown script, has followed. */
  afterTunnelLoss: 3_000,
  /** A tunnel of which neither end has an IKE_SA is still initiated by one of them; after that neither will. */
  initiatedAgain: 3_000,
  /** Enough answers to tell which tunnel carries them. */
  carriersSeen: 500,
  /** All that is sent while packets are traced; a trace that a killed `s2s` left behind removes itself then. */
  trace: 30_000,
  /** A TCP transfer of up to 100 MB through a tunnel. */
  download: 60_000,
  /** Each thing that is saved of a lab whose scenario did not pass. */
  evidence: 5_000,

  // Nodes
  /** What a command in a node takes beyond what it waits for by its nature: a net for what hangs, wider than any stall of a busy machine. */
  command: 15_000,
  /** A command in a node that is given no time of its own. */
  anyCommand: 30_000,
  /** The answer of a node's channel, once the command's own time is over. */
  channelAnswer: 10_000,
  /** The engine tells a command's exit code, after it has closed its streams. */
  exitCode: 2_000,
  /** Nodes are ready, counted from their start. */
  nodesReady: 30_000,
  /** A router whose image is not the lab's is healthy by its own check, counted from its links. */
  imageHealthy: 60_000,

  // Engine
  /** Somebody starts a container that is only created; after that nobody will. */
  containerStarted: 3_000,
  /** A container of a run that was killed still appears; after that none does. */
  lateContainer: 3_000,
  /** The kernel is tried for its features, with packets; 2 s are usual, 40 s were seen on an emulated processor. */
  kernelFeatures: 120_000,
  /** The VM's engine answers, from QEMU's start: 23 s with an emulated processor on two busy cores. */
  vmBoot: 240_000,
  /** QEMU has ended, from the order to switch off; then it is killed. */
  vmShutdown: 60_000,
  /** The VM's engine answers one request; QEMU takes a connection before anyone does, which may stay open for ever. */
  vmAnswer: 5_000,
});

/** A silent peer is found dead, and its SAs are gone at the other end; by that end's DPD timeout. */
export function detectionBudgetMs(dpdTimeoutSeconds: number): number {
  return 3 * dpdTimeoutSeconds * 1000 * budgetFactor() + BUDGETS_MS.detectionSpare;
}

/**
 * `S2S_BUDGET_FACTOR` in the environment (default 1), for engines on slow machines, e.g. on an emulated processor.
 * @throws {UsageError} if that variable is not a positive number.
 */
export function budgetFactor(): number {
  const value = process.env.S2S_BUDGET_FACTOR ?? '1';
  if (Number(value) > 0) return Number(value);
  throw new UsageError({
    what: 'is not a factor',
    key: 'S2S_BUDGET_FACTOR',
    value,
    rule: 'a number above 0',
  });
}

/** The factor is looked up whenever a budget is read. */
function timesFactor<Table extends Record<string, number>>(
  table: Table,
): { readonly [Name in keyof Table]: number } {
  const budgets = Object.entries(table).map(([name, ms]) => [
    name,
    { enumerable: true, get: () => ms * budgetFactor() },
  ]);
  return Object.defineProperties({}, Object.fromEntries(budgets) as PropertyDescriptorMap) as Table;
}
