import { EXIT } from '../errors.ts';
import type { DrillResult } from '../drill/result.ts';
import type { LintFinding } from '../lint/finding.ts';
import type { LiveTable } from '../probe/live-routes.ts';
import type { LiveVpnGateway } from '../probe/live-vpn-gateways.ts';
import type { RouteState } from '../probe/shown-routes.ts';
import type { Matrix } from '../probe/matrix.ts';
import { worstVerdict } from '../probe/verdict.ts';
import type { Verdict } from '../probe/verdict.ts';
import { outcomeOf } from '../scenario/result.ts';
import type { SuiteResult } from '../scenario/result.ts';
import type { NodeView } from '../view/nodes.ts';
import type { ProposalAnswer } from '../view/proposals.ts';
import type { TelemetryView } from '../view/telemetry.ts';
import type { TunnelView } from '../view/tunnels.ts';
import { couldBeHeldByAll, isAsItShouldBe } from '../view/virtual-addresses.ts';
import type { VirtualAddressView } from '../view/virtual-addresses.ts';

/** Exit code of a verdict. */
export const VERDICT_EXIT: Readonly<Record<Verdict, number>> = {
  passed: EXIT.passed,
  failed: EXIT.failed,
  inconclusive: EXIT.inconclusive,
};

/** Exit code of a matrix. */
export function matrixExitCode({ verdict }: Pick<Matrix, 'verdict'>): number {
  return VERDICT_EXIT[verdict];
}

/** Exit code of findings about routers: what is worth knowing only fails nothing. */
export function lintExitCode({
  findings,
}: {
  readonly findings: readonly Pick<LintFinding, 'severity'>[];
}): number {
  return findings.some(({ severity }) => severity !== 'info') ? EXIT.failed : EXIT.passed;
}

/** Exit code of telemetry: a tunnel that is DOWN is something that is not so. */
export function telemetryExitCode({ VpnConnections }: TelemetryView): number {
  const tunnels = VpnConnections.flatMap(({ VgwTelemetry }) => VgwTelemetry);
  return tunnels.every(({ Status }) => Status === 'UP') ? EXIT.passed : EXIT.failed;
}

/** Exit code of what AWS takes of proposals. */
export function proposalsExitCode(answers: readonly ProposalAnswer[]): number {
  return answers.every(({ chosen }) => chosen !== null) ? EXIT.passed : EXIT.failed;
}

/** Exit code of a drill. */
export function drillExitCode({ verdict }: Pick<DrillResult, 'verdict'>): number {
  return VERDICT_EXIT[verdict];
}

/** What the exit code of a lab that is up depends on. */
export interface CheckedLab {
  readonly nodes: readonly Pick<NodeView, 'running'>[];
  readonly failures: readonly unknown[];
  readonly matrix: Pick<Matrix, 'verdict'> | null;
  readonly warnings: readonly unknown[];
  readonly virtualAddresses: readonly Pick<VirtualAddressView, 'routers'>[];
}

/**
 * Exit code of a lab that is up: every node must run, and keepalived where routers share an address; what is to be up must be, and the
 * matrix must pass; without one nobody knows.
 * @param strict whether a warning fails, too.
 */
export function checksExitCode(
  { nodes, failures, matrix, warnings, virtualAddresses }: CheckedLab,
  strict = false,
): number {
  const isWhole =
    nodes.every(({ running }) => running) &&
    virtualAddresses.every(couldBeHeldByAll) &&
    failures.length === 0;
  if (!isWhole || (strict && warnings.length > 0)) return EXIT.failed;
  return matrix === null ? EXIT.inconclusive : matrixExitCode(matrix);
}

/**
 * Exit code of a lab as it is now: everything runs, every tunnel is up that an end is to bring up, one router has each
 * virtual address and any could, no route is missing,
 * and nothing was broken on purpose. What could not be read, for its node does not run, is not as it should be.
 */
export function statusExitCode({
  nodes,
  tunnels,
  virtualAddresses,
  routeTables,
  vpnGateways,
  faults,
}: {
  readonly nodes: readonly { readonly running: boolean }[];
  readonly tunnels: readonly Pick<TunnelView, 'up' | 'downAsConfigured'>[];
  readonly virtualAddresses: readonly VirtualAddressView[];
  readonly routeTables: readonly LiveTable[] | null;
  readonly vpnGateways: readonly LiveVpnGateway[] | null;
  readonly faults: readonly unknown[] | null;
}): number {
  const asItShouldBe =
    nodes.every(({ running }) => running) &&
    tunnels.every(({ up, downAsConfigured }) => up || downAsConfigured !== null) &&
    virtualAddresses.every(isAsItShouldBe) &&
    routeTables?.every(hasAllRoutes) === true &&
    vpnGateways?.every((gateway) => [gateway, ...gateway.vpcRouteTables].every(hasAllRoutes)) === true &&
    faults?.length === 0;
  return asItShouldBe ? EXIT.passed : EXIT.failed;
}

const hasAllRoutes = ({ routes }: { readonly routes: readonly { readonly state: RouteState }[] }): boolean =>
  routes.every(({ state }) => state !== 'missing');

/**
 * Exit code of scenarios. Where some could not be carried out it is 2 if each of those was bad input (a lab's name that
 * is taken, a fault on what does not exist), otherwise 3.
 */
export function suiteExitCode({ verdict, scenarios }: Pick<SuiteResult, 'verdict' | 'scenarios'>): number {
  if (verdict !== 'error') return VERDICT_EXIT[verdict];
  const errors = scenarios.filter((each) => outcomeOf(each) === 'error');
  const isBadInput = errors.every(({ failure }) => failure?.exitCode === EXIT.badInput);
  return isBadInput ? EXIT.badInput : EXIT.cannotRun;
}

/** Exit code of a grade: one item that failed fails it. */
export function gradeExitCode({
  items,
}: {
  readonly items: readonly { readonly verdict: Verdict }[];
}): number {
  return VERDICT_EXIT[worstVerdict(items)];
}
