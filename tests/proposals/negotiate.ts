import { espProposals, ikeProposals } from '../../lab/aws/proposals.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { ViciError } from '../../lab/errors.ts';
import { connMessage } from './conn-message.ts';
import type { IkeConnection } from '../../lab/ike/connection.ts';
import { currentSas } from '../../lab/ike/current-sas.ts';
import { listSas, proposalOf } from '../../lab/ike/sa.ts';
import type { ViciClient } from '../../lab/ike/vici.ts';
import { charonOf } from '../../lab/plan/services/find-charon.ts';
import { isConfigured, tunnelNamed } from '../../lab/topology/graph/tunnels.ts';
import type { IkeVersion, TunnelOptions } from '../../lab/topology/types.ts';

/** What the two ends of a tunnel are to negotiate. */
export interface Attempt {
  readonly version: IkeVersion;
  readonly phase: 1 | 2;
  /** What the router offers in this phase, as strongSwan spells it, best first. */
  readonly offered: readonly string[];
  /** What AWS's end accepts. */
  readonly options: TunnelOptions;
}

/** What came of an {@link Attempt}. */
export interface Outcome {
  /** As strongSwan spells it; null if AWS's end took none. */
  readonly chosen: string | null;
  /** What the router's daemon said of a refusal, e.g. `NO_PROPOSAL_CHOSEN`. */
  readonly refusal: string | null;
}

/** The two ends of a tunnel, which negotiate what they are told. */
export interface Negotiator extends AsyncDisposable {
  /**
   * Negotiates a phase anew. Phase 2 has a key exchange of its own (PFS): it is a CHILD_SA beside an IKE_SA that is there.
   * @throws {ViciError} if a daemon refuses what it is told, or goes away.
   */
  negotiate(attempt: Attempt): Promise<Outcome>;
}

/** What phase 1 has while phase 2 is tried: quick, and taken by AWS by default. */
const QUICK = 'aes128-sha1-ecp256';

interface End {
  readonly client: ViciClient;
  readonly connection: IkeConnection;
}

/**
 * Takes a tunnel of a running lab, which the lab configures at both ends, and negotiates with it by VICI: no node and no
 * daemon is started again. Disposal gives both ends their connections back, which does not bring the tunnel up.
 * @throws {UsageError} if there is no such tunnel.
 */
export async function negotiator(running: StartedLab, tunnel: string): Promise<Negotiator> {
  const ends = tunnelNamed(running.definition, tunnel);
  if (!isConfigured(ends)) throw new ViciError({ what: `the router has no connection for ${tunnel}` });
  const router = await endOf(running, ends.customerGateway.router.name, ends.connection.name);
  const aws = await endOf(running, tunnel, tunnel);
  let last = '';
  return {
    async negotiate(attempt) {
      await prepare(router, aws, attempt);
      // An IKE_SA keeps what its connection was when it came.
      const kind = `${attempt.version} ${attempt.phase}`;
      if (kind !== last) await terminate(router.client, { ike: router.connection.name });
      last = kind;
      return attempt.phase === 1 ? phase1(router) : phase2(router);
    },
    async [Symbol.asyncDispose]() {
      await terminate(router.client, { ike: router.connection.name });
      await load(aws, {});
      await load(router, {});
    },
  };
}

async function endOf(running: StartedLab, node: string, name: string): Promise<End> {
  const charon = charonOf(running.plan, node, name);
  const connection = charon.connections.find((each) => each.name === name)!;
  return { client: await running.node(node).vici(charon.name), connection };
}

/** Neither end begins anything by itself, looks for a dead peer, or touches routes. */
const AT_REST = { startAction: 'none', dpdAction: 'none', updown: null } as const;

async function prepare(router: End, aws: End, { version, phase, offered, options }: Attempt): Promise<void> {
  if (phase === 1) {
    await load(aws, { ...AT_REST, ikeProposals: ikeProposals(options) });
    await load(router, { ...AT_REST, ikeVersion: version, ikeProposals: offered });
  } else {
    const quick = { ...AT_REST, ikeProposals: [QUICK] };
    await load(aws, { ...quick, espProposals: espProposals(options) });
    await load(router, { ...quick, ikeVersion: version, espProposals: offered });
  }
}

async function load({ client, connection }: End, change: Partial<IkeConnection>): Promise<void> {
  await client.request('load-conn', connMessage({ ...connection, ...change }));
}

async function phase1({ client, connection: { name } }: End): Promise<Outcome> {
  await terminate(client, { ike: name });
  const refusal = await initiate(client, { ike: name });
  const { ikeSa } = currentSas(name, await listSas(client));
  return refusal === null && ikeSa !== null
    ? { chosen: proposalOf(ikeSa), refusal }
    : { chosen: null, refusal };
}

async function phase2({ client, connection: { name } }: End): Promise<Outcome> {
  const { ikeSa } = currentSas(name, await listSas(client));
  if (ikeSa?.state !== 'ESTABLISHED') await initiate(client, { ike: name });
  const refusal = await initiate(client, { ike: name, child: name });
  const { childSa } = currentSas(name, await listSas(client));
  await terminate(client, { child: name });
  return refusal === null && childSa !== null
    ? { chosen: proposalOf(childSa), refusal }
    : { chosen: null, refusal };
}

/** Of what charon says of a failed negotiation, what names its reason. */
const REASON = /received ([A-Z][A-Z_]+)(?: error)? notify|(NO_PROPOSAL_CHOSEN)/;

/** @returns null if it is established; else why not. */
async function initiate(client: ViciClient, what: { ike: string; child?: string }): Promise<string | null> {
  let reason: string | null = null;
  const request = { ...what, timeout: '10000', loglevel: '1' };
  try {
    for await (const { msg } of client.stream('initiate', 'control-log', request)) {
      const [, notify, other] = (typeof msg === 'string' ? REASON.exec(msg) : null) ?? [];
      reason ??= notify ?? other ?? null;
    }
    return null;
  } catch (error) {
    if (error instanceof ViciError) return reason ?? error.message;
    throw error;
  }
}

/** Nothing to end is no failure. */
async function terminate(client: ViciClient, what: { ike: string } | { child: string }): Promise<void> {
  await client.request('terminate', { ...what, timeout: '5000' }).catch((error: unknown) => {
    if (!(error instanceof ViciError)) throw error;
  });
}
