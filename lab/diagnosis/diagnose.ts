import type { ExplanationCode } from '../causes/codes.ts';
import { predict } from '../aws/reachability.ts';
import { flowOver, flowTo } from '../aws/flow.ts';
import { planLab } from '../plan/plan.ts';
import { overIpv6 } from '../topology/graph/ip-versions.ts';
import type { Lab } from '../topology/types.ts';
import type { Diagnosis } from './diagnosis.ts';
import { unexplained } from './hop.ts';
import type { Hop } from './hop.ts';
import { diagnoseUnseen, unseenTunnel } from './own-router/unseen-tunnel.ts';
import { parties } from './parties.ts';
import { predictedHops } from './predicted.ts';
import type { Recording } from './recording.ts';
import type { Scene } from './scene.ts';
import { traceByState } from './state-trace.ts';
import { isAnswered } from './trace.ts';
import type { Trace } from './trace.ts';
import { walk } from './walk.ts';

/**
 * Finds out from what was seen of a probe what stopped it: hop by hop, by what each node decided on it.
 * @returns with the diagnosis, the names of the tunnels whose IKE messages would tell more and are not in the recording.
 * @throws {UsageError} if there is no such host.
 */
export function diagnose(
  whole: Lab,
  recording: Recording,
): { readonly diagnosis: Diagnosis; readonly wanted: readonly string[] } {
  const { from, to } = recording;
  const unseen = unseenTunnel(whole, from, to);
  if (unseen !== undefined) return { diagnosis: diagnoseUnseen(unseen, recording), wanted: [] };
  const scene = sceneOf(whole, recording);
  const { lab, trace, flow } = scene;
  const hops = walk(scene);
  const diagnosis: Diagnosis = {
    from,
    to,
    probed: recording.trace !== null,
    sent: trace.sent,
    received: trace.received,
    answered: isAnswered(trace),
    rttMs: trace.rttMs,
    tcpPort: trace.tcpPort,
    expected: scene.parties.inside === null ? predict(lab, from, to, flow) : null,
    predicted: scene.parties.inside === null ? predictedHops(lab, from, to, flow) : [],
    hops,
    cause: causeOf(recording.trace, hops),
  };
  return { diagnosis, wanted: [...scene.wanted] };
}

/** What is judged: a recording with the lab and its plan. */
export function sceneOf(
  whole: Lab,
  { from, to, options, observation, trace, ikeMessages }: Recording,
): Scene {
  const lab = options.ipv6 === true ? overIpv6(whole) : whole;
  const flow = flowOver(lab, flowTo(options));
  const plan = planLab(whole, observation.dataplane);
  const state = {
    ...{ lab, plan, parties: parties(lab, from, to), flow, observation, ikeMessages },
    wanted: new Set<string>(),
  };
  return { ...state, trace: trace ?? traceByState(state) };
}

/**
 * The last hop is what stopped the packet. Where each let it pass, it came too late for ping, or only others were lost.
 * @param trace null if nothing was sent.
 */
function causeOf(trace: Trace | null, hops: readonly Hop[]): Hop | null {
  const last = hops.at(-1);
  if (trace !== null && isAnswered(trace)) return hops.find(({ verdict }) => verdict === 'wrong') ?? null;
  if (last?.verdict !== 'ok') return last ?? null;
  if (trace === null) return null;
  return unexplained(last, 'every hop let the packet pass, and no answer was counted in time', last.evidence);
}

/** What may well be wrong although answers come: somebody else sends them. */
const DESPITE_ANSWERS: readonly (ExplanationCode | null)[] = [
  'NODE_NOT_RUNNING',
  'ADDRESS_ELSEWHERE',
  'DESTINATION_TRANSLATED',
  'VRRP_SPLIT_BRAIN',
  'VRRP_NO_ACTIVE_ROUTER',
];

/**
 * Whether answers came and something is wrong all the same: one of the two has changed meanwhile, or the trace has a gap.
 * It is as well to look again.
 */
export function isContradicted({ answered, hops }: Diagnosis): boolean {
  return answered && hops.some(({ verdict, code }) => verdict === 'wrong' && !DESPITE_ANSWERS.includes(code));
}
