import Docker from 'dockerode';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFERENCE_LAB_FILE } from '../../lab/package-file.ts';
import { labContainers } from '../../lab/engine/containers.ts';
import { connect } from '../../lab/engine/connect.ts';
import { removeLab } from '../../lab/engine/started-lab.ts';
import { findLab } from '../../lab/probe/own-routers.ts';
import { NodeError } from '../../lab/errors.ts';
import type { LabError } from '../../lab/errors.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { BUILT_CLI } from '../built-cli.ts';
import { s2s } from '../s2s.ts';
import type { Shown } from '../s2s.ts';
import { containerEvents } from './labs.ts';

const NAME = 'it-states';
const docker = new Docker();
const runtime = await connect();
const folder = mkdtempSync(join(tmpdir(), 's2s-states-'));
beforeAll(() => removeLab(runtime, NAME));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await removeLab(runtime, NAME);
});

/** A lab file that is the reference lab but for what its router has. */
function labFile(router: string): string {
  const file = join(folder, 'lab.yaml');
  const text = `extends: ${REFERENCE_LAB_FILE}\nname: ${NAME}\ncustomerGateways: { onprem: { router: ${router} } }\n`;
  writeFileSync(file, text);
  return file;
}

const up = (router: string, ...flags: readonly string[]): Promise<Shown> =>
  s2s('up', labFile(router), ...flags);
const connections = (one: string, other = '{}'): string =>
  `{ connections: { Tunnel1: ${one}, Tunnel2: ${other} } }`;
const AS_IT_IS = connections('{}');
const WRONG_KEY = connections('{ preSharedKey: wrong_key_of_the_router }');

const names = async (): Promise<string[]> =>
  (await labContainers(runtime, NAME)).map(({ name }) => name.replace(`s2s-${NAME}-`, '')).sort();
const running = async (): Promise<number> =>
  (await labContainers(runtime, NAME)).filter(({ state }) => state === 'running').length;

/** What `up --json` says of tunnels and pairs that are not as the file has them. */
const reported = (out: string) =>
  JSON.parse(out) as { failures: { to: string; cause: { code: string } }[]; durationMs: number };

/** Brings the lab to what its file says, and sees that it is. */
async function mends(router = AS_IT_IS): Promise<Shown> {
  const shown = await up(router);
  expect(shown.out).toContain('all 12 pairs as the lab file has them');
  expect(shown.code).toBe(0);
  expect(await running()).toBe(12);
  return shown;
}

describe('up, of a lab whose tunnels do not all come up', () => {
  it('keeps the lab, says which tunnel is down, why, and what cures it', async () => {
    const { out, err, code } = await up(WRONG_KEY);
    expect(code).toBe(1);
    expect(await running()).toBe(12);
    expect(err).toMatch(/warning: Tunnel1 of onprem-router has a pre-shared key of its own/);
    expect(out).toContain('Tunnel Tunnel1 (tunnel-1) is down');
    expect(out).toMatch(
      /onprem-router -> tunnel-1: .*\n {4}cause {2}TUNNEL_DOWN_AUTHENTICATION_FAILED: .*key.*\n/,
    );
    expect(out).toMatch(
      /\n {4}where {2}tunnel-1: .*\n {4}cure {3}give Tunnel1 on onprem-router the pre-shared key/,
    );
    expect(out).toMatch(/\n {2}vpc-a-host -> onprem-router: no answer.*\n {4}cause {2}TUNNEL_DOWN/);
    expect((await s2s('status', NAME)).out).toContain(
      'Warnings\n  Tunnel1 (tunnel-1): Tunnel1 of onprem-router has',
    );
  });

  it('is done once the router has the right key, and the same mistake takes nothing away from a lab that runs', async () => {
    await mends();
    const before = await names();
    expect((await up(WRONG_KEY)).code).toBe(1);
    expect(await names()).toEqual(before);
    await mends();
  });

  it.each([
    [
      'one tunnel is configured',
      `{ connections: { Tunnel2: null }, routes: [${routes('Tunnel1')}] }`,
      /tunnel-2 is down as configured: onprem-router has no connection/,
    ],
    [
      'nobody initiates the second',
      connections('{}', '{ auto: add }'),
      /Tunnel2 \(tunnel-2\) is down as configured: nobody initiates it/,
    ],
    [
      'both come with traffic',
      connections('{ auto: route }', '{ auto: route }'),
      /Tunnel2 \(tunnel-2\) is down as configured: .*auto=route/,
    ],
    [
      'the first never comes up, and the routes follow the CHILD_SAs',
      `{ routing: childSa, ${connections('{ auto: add }').slice(1)}`,
      /Tunnel1 \(tunnel-1\) is down as configured/,
    ],
  ])('takes it for as the file says where %s', async (_, router, line) => {
    const { out, code } = await up(router, '--strict');
    expect(out).toMatch(line);
    expect(out).toContain('all 12 pairs as the lab file has them');
    expect(code).toBe(0);
  });

  it('turns what the two ends cannot agree on later into a failure with --strict alone', async () => {
    const ikev2 =
      '{ keyExchange: ikev2, ikeProposals: [aes256-sha256-modp2048], espProposals: [aes256-sha256] }';
    const router = connections(ikev2, ikev2);
    expect((await up(router)).code).toBe(0);
    const { out, code } = await up(router, '--strict');
    expect(out).toContain('is up already; nothing changed');
    expect(out).toMatch(/Warnings\n {2}Tunnel1 \(tunnel-1\): tunnel-1 wants a DH group/);
    expect(code).toBe(1);
  });

  it('waits for a peer that says nothing as long as --wait says', async () => {
    const router = connections('{}', '{ right: 203.0.113.99 }');
    const { out, code } = await up(router, '--wait', '1', '--json');
    const { failures, durationMs } = reported(out);
    expect(failures.map(({ to }) => to)).toEqual(['tunnel-2']);
    expect(durationMs).toBeLessThan(BUDGETS_MS.tunnelsEstablished); // What it waits without --wait.
    expect(code).toBe(1);
  });

  it('names the refusal of the second phase, and waits no longer than for that', async () => {
    const ikev1 = '{ espProposals: [aes128-sha1] }';
    const { out, code } = await up(connections(ikev1, ikev1), '--json');
    const { failures, durationMs } = reported(out);
    expect(failures.map(({ to, cause }) => `${to} ${cause.code}`).slice(0, 2)).toEqual([
      'tunnel-1 TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN',
      'tunnel-2 TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN',
    ]);
    expect(durationMs).toBeLessThan(BUDGETS_MS.tunnelsEstablished);
    expect(code).toBe(1);
  });
});

it('names the identity of a router behind NAT that has no leftid', async () => {
  const own = '{ leftId: 10.30.12.85 }';
  const { out, code } = await up(connections(own, own), '--json');
  const { failures } = reported(out);
  expect(failures.map(({ to, cause }) => `${to} ${cause.code}`).slice(0, 2)).toEqual([
    'tunnel-1 TUNNEL_DOWN_ID_MISMATCH',
    'tunnel-2 TUNNEL_DOWN_ID_MISMATCH',
  ]);
  expect(code).toBe(1);
  expect(await running()).toBe(12);
});

describe('up, of a lab that is not as it was', () => {
  it('brings back a tunnel whose SAs only the router has, which nobody looks for', async () => {
    const router = `{ routing: childSa, ${connections('{ dpdAction: none }').slice(1)}`;
    expect((await up(router)).code).toBe(0);
    await runtime.container(`s2s-${NAME}-tunnel-1`).restart();
    const { out, code } = await up(router);
    expect(out).toMatch(/initiated {2}Tunnel1 {2}only onprem-router had its SAs/);
    expect(out).toContain('all 12 pairs as the lab file has them');
    expect(code).toBe(0);
    expect((await up(router)).out).toContain('is up already; nothing changed');
  });

  it('starts every node where all were killed at once, as an engine does that is restarted', async () => {
    await Promise.all((await labContainers(runtime, NAME)).map(({ id }) => docker.getContainer(id).kill()));
    await mends();
  });

  it('finds a lab without its fabric, and so do status and down', async () => {
    await docker.getContainer(`s2s-${NAME}-fabric`).remove({ force: true });
    const error = await findLab(NAME).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NodeError);
    expect((error as LabError).message).toMatch(
      /has lost its fabric, which knows what its 11 containers are/,
    );
    await mends();
  });

  it.each([
    ['the new one had not yet its name', false],
    ['the old one was still there', true],
  ])('finds a lab whose fabric was being replaced: %s', async (_, isOldThere) => {
    const fabric = docker.getContainer(`s2s-${NAME}-fabric`);
    if (isOldThere) {
      const { Config } = await fabric.inspect();
      await docker.createContainer({
        name: `s2s-${NAME}-fabric-next`,
        Image: Config.Image,
        Labels: Config.Labels,
      });
    } else await fabric.rename({ name: `s2s-${NAME}-fabric-next` });
    await using lab = await findLab(NAME);
    expect(lab.name).toBe(NAME);
    await mends();
    expect(await names()).toContain('fabric');
    expect(await names()).not.toContain('fabric-next');
  });

  it.each([
    ['SIGKILL', 'destroy', 1301],
    ['SIGKILL', 'create', 1302],
    ['SIGKILL', 'start', 1303],
    ['SIGINT', 'start', 1304],
    ['SIGKILL', 'bringing up the tunnels', 1305],
    ['SIGKILL', 'probing every pair of hosts', 1306],
  ] as const)('goes on where one that changed it got %s at: %s', async (signal, step, lifetimeSeconds) => {
    const router = connections('{}', `{ lifetimeSeconds: ${lifetimeSeconds} }`);
    const file = labFile(router);
    const child = spawn(process.execPath, [BUILT_CLI, 'up', file], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = once(child, 'exit');
    const events = await containerEvents(docker, NAME, 'onprem-router', step);
    // Once: a second SIGINT ends it without a word.
    let isSent = false;
    const send = (): void => {
      if (!isSent) child.kill(signal);
      isSent = true;
    };
    events.once('data', send);
    const isProgress = step.includes(' ');
    for await (const line of createInterface(child.stderr)) if (isProgress && line.includes(step)) send();
    const [code, killedBy] = (await ended) as [number | null, string | null];
    events.destroy();
    expect(code ?? killedBy).toBe(signal === 'SIGINT' ? 130 : signal);
    await using lab = await findLab(NAME);
    expect(lab.definition.customerGateways[0]!.router.connections[1]!.lifetimeSeconds).toBe(lifetimeSeconds);
    if (signal === 'SIGINT') expect(await running()).toBe(12);
    await mends(router);
  });
});

function routes(connection: string): string {
  return ['10.10.0.0/16', '10.20.0.0/16']
    .map((block) => `{ destinationCidrBlock: ${block}, connection: ${connection}, metric: 100 }`)
    .join(', ');
}
