/**
 * The package's public surface, for tests and scenarios of one's own. Everything works on a `StartedLab`: start one with
 * `startLab`, or find a running one with `findLab`. Matchers for vitest are in 's2s-lab/vitest'.
 */
export { startLab } from './api/start-lab.ts';
export { REFERENCE_LAB_FILE } from './package-file.ts';
export type { StartLabOptions } from './api/start-lab.ts';
export { host, tunnel } from './api/subjects.ts';
export type { HostOfLab, TunnelOfLab } from './api/subjects.ts';

export { findLab } from './engine/started-lab.ts';
export type { StartedLab } from './engine/started-lab.ts';
export type { StartedNode } from './engine/node.ts';
export { loadLab } from './topology/load.ts';
export type { EncryptionAlgorithm, IntegrityAlgorithm, Lab } from './topology/types.ts';

export { tunnelMtu } from './aws/mtu.ts';

export { ping } from './probe/ping.ts';
export type { PingOptions, PingResult } from './probe/ping.ts';
export { nodesThatSaw } from './probe/ledger.ts';
export { matrix } from './probe/matrix.ts';
export type { Matrix, MatrixCell } from './probe/matrix.ts';
export { checkIsolated, checkReach } from './probe/pair.ts';
export type { ReachExpectation } from './probe/pair.ts';
export { download } from './probe/download.ts';
export type { Download, DownloadOptions } from './probe/download.ts';
export { checkEncrypted } from './probe/encryption.ts';
export { checkNegotiated } from './probe/negotiated.ts';
export type { Negotiated } from './probe/negotiated.ts';
export { checkTtl } from './probe/ttl.ts';
export type { Ttls } from './probe/ttl.ts';
export type { Judgement, Verdict } from './probe/verdict.ts';
export type { Cause } from './probe/cause.ts';
export { checkRekey } from './probe/rekey.ts';
export { ikeSas } from './probe/sas.ts';
export { initiateMissing } from './probe/mend-tunnels.ts';
export { awaitTunnels, tunnelStates } from './probe/tunnels.ts';
export type { TunnelState } from './probe/tunnels.ts';
export { explain } from './probe/explain/explain.ts';
export type { ExplainOptions } from './probe/explain/explain.ts';
export type { Hop, LiveExplanation, NodeCommand } from './probe/explain/live-explanation.ts';
export type { ExplanationCode } from './aws/explanation.ts';
export { captureDuring } from './probe/wire.ts';
export { measureOutage } from './probe/outage.ts';
export type { OutageOptions, OutageReport } from './probe/outage.ts';
export { judgeOutage } from './probe/outage-limits.ts';
export type { OutageLimits } from './probe/outage-limits.ts';

export { activeFaults, injectFault, undoFault } from './faults/inject.ts';
export type { InjectedFault } from './faults/inject.ts';
export type { FaultName, FaultParameters } from './faults/catalogue.ts';

export { scenario } from './scenario/scenario.ts';
export type { Scenario } from './scenario/scenario.ts';
export type { RunFault, ScenarioRun, Sight } from './scenario/scenario-run.ts';
export type { ScenarioResult } from './scenario/result.ts';

export {
  BudgetError,
  CheckError,
  DataplaneError,
  EngineError,
  FaultError,
  ImageError,
  LabError,
  LabFileError,
  LabNameError,
  NodeError,
  UsageError,
} from './errors.ts';
