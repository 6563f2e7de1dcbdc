/**
 * The package's public surface, for tests and scenarios of one's own. Everything works on a `StartedLab`: start one with
 * `startLab`, or find a running one with `findLab`. Matchers for vitest are in 's2s-lab/vitest'.
 */
export { startLab } from './api/start-lab.ts';
export { REFERENCE_LAB_FILE } from './package-file.ts';
export type { StartLabOptions } from './api/start-lab.ts';
export { host, tunnel } from './api/subjects.ts';
export type { HostOfLab, TunnelOfLab } from './api/subjects.ts';

export { findLab } from './probe/own-routers.ts';
export type { StartedLab } from './engine/started-lab.ts';
export type { StartedNode } from './engine/node.ts';
export { loadLab } from './topology/load.ts';
export type { EncryptionAlgorithm, IntegrityAlgorithm } from './topology/objects/vpn-connection/type.ts';
export type { Lab } from './topology/types.ts';

export { tunnelMtu } from './aws/mtu.ts';

export { ping } from './probe/ping.ts';
export type { PingOptions, PingResult } from './probe/ping.ts';
export { nodesThatSaw } from './probe/ledger.ts';
export { matrix } from './probe/matrix.ts';
export type { Matrix, MatrixCell } from './probe/matrix.ts';
export { download } from './probe/download.ts';
export type { Download, DownloadOptions } from './probe/download.ts';
export type { Judgement, Verdict } from './probe/verdict.ts';
export type { Cause } from './probe/cause.ts';
export { ikeSas } from './probe/sas.ts';
export { initiateMissing } from './probe/mend-tunnels.ts';
export { awaitTunnels, tunnelStates } from './probe/tunnels.ts';
export type { TunnelState } from './probe/tunnels.ts';
export { explain } from './probe/explain.ts';
export type { ExplainOptions } from './diagnosis/recording.ts';
export type { Diagnosis } from './diagnosis/diagnosis.ts';
export type { Hop, NodeCommand } from './diagnosis/hop.ts';
export type { ExplanationCode } from './causes/codes.ts';
export { captureDuring } from './probe/wire.ts';
export { measureOutage } from './probe/outage.ts';
export type { OutageOptions, OutageReport } from './probe/outage.ts';
export { judgeOutage } from './probe/outage-limits.ts';
export type { OutageLimits } from './probe/outage-limits.ts';

export { judge, judgement, titled, within } from './checks/check.ts';
export type { Check, Sight } from './checks/check.ts';
export { asPredicted } from './checks/as-predicted.ts';
export { encrypted } from './checks/encrypted.ts';
export { detectionMs, down, established } from './checks/established.ts';
export { explained } from './checks/explained.ts';
export { ikeSa } from './checks/ike-sa.ts';
export { isolated } from './checks/isolated.ts';
export { overIpv6 } from './checks/over-ipv6.ts';
export { negotiated } from './checks/negotiated.ts';
export type { Negotiated } from './checks/negotiated.ts';
export { prints } from './checks/prints.ts';
export { reaches } from './checks/reaches.ts';
export type { ReachExpectation } from './checks/reaches.ts';
export { rekeyed } from './checks/rekeyed.ts';
export { sendsInto, sendsNothingInto } from './checks/sends-into.ts';
export { spread } from './checks/spread.ts';
export { ttls } from './checks/ttls.ts';
export type { Ttls } from './checks/ttls.ts';

export { injectFault } from './faults/inject.ts';
export { activeFaults } from './faults/injected.ts';
export type { InjectedFault } from './faults/injected.ts';
export { undoFault } from './faults/undo.ts';
export type { FaultName, FaultParameters } from './faults/catalogue.ts';

export { scenario } from './scenario/scenario.ts';
export type { Scenario } from './scenario/scenario.ts';
export type { OutagePair, RunFault, ScenarioRun } from './scenario/scenario-run.ts';
export type { ScenarioResult } from './scenario/result.ts';

export { exercise, fault, variedExercise } from './exercise/exercise.ts';
export type {
  Answer,
  CauseAnswer,
  Doing,
  Exercise,
  FaultCall,
  Item,
  LabOverlay,
  LabCommand,
  Question,
  Start,
  Task,
  WrongWay,
} from './exercise/exercise.ts';

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
  LabVersionError,
  NodeError,
  UsageError,
  ViciError,
} from './errors.ts';
