import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ExplanationCode } from '../../lab/causes/codes.ts';
import type { Diagnosis } from '../../lab/diagnosis/diagnosis.ts';
import type { Hop } from '../../lab/diagnosis/hop.ts';
import type { ExplainOptions } from '../../lab/diagnosis/recording.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import type { FaultName, FaultParameters } from '../../lab/faults/catalogue.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { undoAllFaults } from '../../lab/faults/undo.ts';
import { explain } from '../../lab/probe/explain.ts';
import { seeOwnRouters } from '../../lab/probe/own-routers.ts';
import { awaitTunnels } from '../../lab/probe/tunnels.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { answered, mustRun } from './labs.ts';

export const A = 'vpc-a-host';
export const B = 'vpc-b-host';
export const ROUTER = 'onprem-router';
export const SERVER = 'onprem-server';

/** A fault, between whom it is looked at, and the cause that has to be named. */
export interface Row<Name extends FaultName = FaultName> {
  readonly fault: Name;
  readonly parameters: FaultParameters<Name>;
  readonly code: ExplanationCode;
  readonly node: string;
  readonly from: string;
  readonly to: string;
  readonly options: ExplainOptions;
  /** What the cause has to say. */
  readonly says: RegExp;
  /** What else it takes for the fault to break something: a command in the router, and what takes it back. */
  readonly also: { readonly run: string; readonly undo: string };
}

/** By default from the server on-premises into VPC A. */
export function row<Name extends FaultName>(
  fault: Name,
  parameters: FaultParameters<Name>,
  code: ExplanationCode,
  node: string,
  more: Partial<Pick<Row, 'from' | 'to' | 'options' | 'says' | 'also'>> = {},
): Row {
  return {
    fault,
    parameters,
    code,
    node,
    from: SERVER,
    to: A,
    options: {},
    says: /./,
    also: { run: ':', undo: ':' },
    ...more,
  };
}

/** What somebody did by hand, and the cause that has to be named, with a cure that cures. */
export interface ByHand extends Pick<Row, 'from' | 'to' | 'options' | 'code' | 'node'> {
  /** A command, and the node that it is run in. */
  readonly run: readonly [node: string, command: string];
}

export function byHand(
  run: ByHand['run'],
  code: ExplanationCode,
  node: string,
  more: Partial<Pick<Row, 'from' | 'to' | 'options'>> = {},
): ByHand {
  return { run, code, node, from: SERVER, to: A, options: {}, ...more };
}

export const MASQUERADE = [ROUTER, 'iptables -t nat -A POSTROUTING -s 10.30.0.0/16 -j MASQUERADE'] as const;

/** What people do at a router, whoever has configured it. */
export const AT_ANY_ROUTER: readonly ByHand[] = [
  byHand(MASQUERADE, 'SOURCE_TRANSLATED', ROUTER),
  byHand(
    [ROUTER, 'iptables -t nat -A PREROUTING -d 10.30.12.85 -p icmp -j DNAT --to 10.30.141.20'],
    'DESTINATION_TRANSLATED',
    ROUTER,
    { from: A, to: ROUTER },
  ),
  byHand([ROUTER, 'ip address add 10.10.141.106/32 dev lo'], 'ADDRESS_ELSEWHERE', ROUTER),
  byHand(
    [ROUTER, 'ip rule add from 10.30.128.0/20 lookup 100; ip route add default via 10.30.0.1 table 100'],
    'POLICY_ROUTE_MISMATCH',
    ROUTER,
  ),
  byHand([SERVER, 'ip route del default'], 'HOST_ROUTE_MISSING', SERVER, { from: A, to: SERVER }),
];

export const handTitle = ({ run: [where, command], from, to, code, node }: ByHand): string =>
  `${where}: ${command}, ${from} to ${to}: ${code} at ${node}`;

export const title = ({ fault, parameters, from, to, code, node }: Row): string =>
  `${fault} ${Object.values(parameters).join(' ')}, ${from} to ${to}: ${code} at ${node}`;

/** Between two explanations, which take half a second of CPU each. */
const EXPLAIN_EVERY_MS = 250;

/** Waits until the explanation names that cause; where it does not, the test says what it named last. */
async function explainUntil(
  lab: StartedLab,
  { from, to, options, code, node }: ByHand | Row,
): Promise<Diagnosis> {
  const deadline = Date.now() + BUDGETS_MS.failover;
  for (;;) {
    await seeOwnRouters(lab);
    const result = await explain(lab, from, to, options);
    if (result.cause?.code === code && result.cause.node === node) return result;
    if (Date.now() > deadline) {
      throw new Error(`not ${code} at ${node} but ${JSON.stringify(result, null, 2)}`);
    }
    await pause(EXPLAIN_EVERY_MS);
  }
}

/**
 * Carries out what is said to cure, one cause after the other, until every request is answered.
 * @param first the cause that an explanation has named already.
 */
export async function cure(
  lab: StartedLab,
  { from, to, options }: Pick<Row, 'from' | 'to' | 'options'>,
  first: Hop | null = null,
): Promise<void> {
  const deadline = Date.now() + BUDGETS_MS.failover;
  const repair = async ({ repair }: Hop): Promise<void> => {
    if (repair !== null) await mustRun(lab, repair.node, repair.command);
    await pause(EXPLAIN_EVERY_MS);
  };
  if (first !== null) await repair(first);
  for (;;) {
    await seeOwnRouters(lab);
    const { cause } = await explain(lab, from, to, options);
    if (cause === null) return;
    if (Date.now() > deadline) throw new Error(`not cured: ${JSON.stringify(cause, null, 2)}`);
    await repair(cause);
  }
}

/** Breaks something by hand, explains, and carries the cure out. */
export async function isCured(lab: StartedLab, each: ByHand): Promise<void> {
  await mustRun(lab, ...each.run);
  const { hops, cause } = await explainUntil(lab, each);
  expect(cause!.evidence).not.toBe('');
  expect(hops.at(-1)).toBe(cause);
  expect(cause!.repair).not.toBeNull();
  await cure(lab, each, cause);
}

/** Causes, with the node that cures them, that have been cured once: another time shows nothing new. */
const cured = new Set<string>();

/** Injects, explains, cures what has not been cured yet, undoes. */
export async function isExplained(lab: StartedLab, each: Row): Promise<void> {
  await injectFault(lab, each.fault, each.parameters);
  const { run, undo } = each.also;
  if (run !== ':') await mustRun(lab, ROUTER, run);
  try {
    const { hops, cause } = await explainUntil(lab, each);
    expect(cause!.verdict).toBe('wrong');
    expect(cause!.evidence).not.toBe('');
    expect(cause!.cure).not.toBeNull();
    expect(cause!.text).toMatch(each.says);
    expect(hops.at(-1)).toBe(cause);
    const place = `${cause!.code} at ${cause!.repair?.node}`;
    if (cause!.repair !== null && !cured.has(place)) await cure(lab, each, cause);
    cured.add(place);
  } finally {
    if (undo !== ':') await mustRun(lab, ROUTER, undo);
    await undoAllFaults(lab);
  }
  // A router that is just being restarted has no daemon yet to ask for its tunnels.
  await answered(lab, SERVER, A);
  await awaitTunnels(lab);
}
