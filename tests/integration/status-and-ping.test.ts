import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PingView } from '../../lab/cli/format/ping.ts';
import type { LogLine } from '../../lab/engine/runtime.ts';
import { packageFile } from '../../lab/package-file.ts';
import type { LabChange } from '../../lab/view/changes.ts';
import type { LabSummary } from '../../lab/view/labs.ts';
import type { StatusView } from '../../lab/view/status.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { undoPossibleFaults } from '../../lab/faults/undo.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import { awaitTunnels } from '../../lab/probe/tunnels.ts';
import { BUILT_CLI } from '../built-cli.ts';
import { s2s } from '../s2s.ts';
import { mustPass, mustRun, referenceLab, startLab } from './labs.ts';

const A = 'vpc-a-host';
const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';

let lab: StartedLab;
beforeAll(async () => {
  lab = await startLab(referenceLab('it-status-and-ping'));
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

afterEach(async () => {
  await undoPossibleFaults(lab);
  await awaitTunnels(lab);
  // The AWS end follows the router back to its address with the next packet that comes from there.
  await mustPass(lab, reaches(SERVER, A));
});

/** What a command line printed as JSON, and its exit code. */
async function json<View>(line: string): Promise<{ readonly view: View; readonly code: unknown }> {
  const { out, code } = await s2s(...line.split(' '), '--json');
  return { view: JSON.parse(out) as View, code };
}

/** Again and again until it ends with that code: on a busy machine a single probe may be late. */
const ping = (line: string, code = 0) =>
  until(
    () => json<PingView>(`ping ${line} --name ${lab.name}`),
    (seen) => seen.code === code,
    { within: BUDGETS_MS.reach },
  );
const status = () => json<StatusView>(`status ${lab.name}`);

describe('s2s status', () => {
  it('asks both ends of a tunnel, and says by its exit code that all is well', async () => {
    const { view, code } = await status();
    expect(code).toBe(0);
    for (const tunnel of view.tunnels) {
      expect(tunnel).toMatchObject({
        up: true,
        downAsConfigured: null,
        endpoint: { process: 'running', ikeState: 'ESTABLISHED', espState: 'INSTALLED' },
      });
      expect(tunnel.outside.customerNow).toBe(tunnel.outside.customer);
    }
  });

  it('counts a tunnel as down as soon as its daemon at AWS is dead, whatever the router believes', async () => {
    await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-1' });
    const { view, code } = await status();
    expect(code).toBe(1);
    expect(view.tunnels.map(({ up, endpoint }) => [up, endpoint.process])).toEqual([
      [false, 'absent'],
      [true, 'running'],
    ]);
  });

  it('shows the address that AWS has the router at', async () => {
    await injectFault(lab, 'change-elastic-ip', { customerGateway: 'onprem' });
    const customerNow = async (): Promise<(string | null)[]> =>
      (await status()).view.tunnels.map(({ outside }) => outside.customerNow);
    const seen = await until(customerNow, (addresses) => addresses.includes('203.0.113.10'), {
      within: BUDGETS_MS.failover,
    });
    expect(seen).toContain('203.0.113.10');
  });
});

describe('s2s list', () => {
  it('has the lab, with how it is', async () => {
    await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-1' });
    const { view } = await json<{ readonly labs: readonly LabSummary[] }>('list');
    expect(view).toHaveProperty('labs');
    const listed = view.labs.find((each) => each.lab === lab.name);
    // None, unless the file that had the lab before brought it up by `s2s up` of its file.
    expect(listed?.file ?? '/scenarios/reference/lab.yaml').toMatch(/\/scenarios\/reference\/lab\.yaml$/);
    expect(listed).toMatchObject({
      dataplane: lab.dataplane,
      nodes: { up: 12, total: 12 },
      tunnels: { up: 1, total: 2 },
      faults: 1,
    });
  });
});

describe('s2s shell and s2s logs', () => {
  it('has the lines that a node has said, with their times', async () => {
    const { out } = await s2s('logs', 'tunnel-1', '-n', '5', '--since', '1h', '--json', '--name', lab.name);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as LogLine);
    expect(lines).toHaveLength(5);
    for (const { time } of lines) expect(Date.parse(time)).toBeLessThan(Date.now() + 1000);
    expect((await s2s('logs', 'tunnel-1', '-n', '1', '--name', lab.name)).out).toMatch(/^[^\n]+\n$/);
    expect((await s2s('logs', 'tunnel-1', '--name', lab.name)).out).toMatch(/\[\w+\]/);
  });

  it('runs what a shell is told, and ends with its exit code', async () => {
    const command = [BUILT_CLI, 'shell', ROUTER, '--name', lab.name];
    const { stdout, exitCode } = await execa(process.execPath, command, {
      cwd: packageFile('.'),
      input: 'hostname; exit 4',
      reject: false,
    });
    expect([stdout, exitCode]).toEqual([ROUTER, 4]);
  });
});

describe('s2s watch', () => {
  it('tells all there is, then what changes, and ends with the signal', async () => {
    const command = [BUILT_CLI, 'watch', '--json', '--name', lab.name];
    const watch = execa(process.execPath, command, { cwd: packageFile('.'), reject: false });
    const killer = setTimeout(() => watch.kill('SIGKILL'), BUDGETS_MS.failover * 2);
    const seen: LabChange[] = [];
    for await (const line of watch) {
      const change = JSON.parse(line) as LabChange;
      seen.push(change);
      if (change.kind === 'tunnel' && change.name === 'tunnel-2' && change.before === null) {
        await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-1' });
      }
      if (change.name === 'tunnel-1' && change.after === 'down') watch.kill('SIGINT');
    }
    clearTimeout(killer);
    expect(seen).toContainEqual(expect.objectContaining({ kind: 'node', name: 'tgw', after: 'running' }));
    expect(seen).toContainEqual(
      expect.objectContaining({ kind: 'tunnel', name: 'tunnel-1', before: 'up', after: 'down' }),
    );
    expect((await watch).exitCode).toBe(0);
  });
});

describe('the lab that is meant', () => {
  it('is the same by --name, by the argument and by S2S_LAB', async () => {
    vi.stubEnv('S2S_LAB', lab.name);
    const views = [
      await json<StatusView>('status'),
      await json<StatusView>(`status --name ${lab.name}`),
      await status(),
    ];
    vi.unstubAllEnvs();
    expect(views.map(({ view }) => view.lab)).toEqual([lab.name, lab.name, lab.name]);
    expect((await s2s('status', '--name', `${lab.name}x`)).err).toContain(`did you mean ${lab.name}?`);
  });
});

describe('s2s ping', () => {
  const WAY = [SERVER, ROUTER, 'tunnel-1', 'tgw', 'vpc-a', A];

  it('shows the way that the nodes saw', async () => {
    const { view, code } = await ping(`${SERVER} ${A} -c 1`);
    expect(code).toBe(0);
    expect(view.seen).toEqual({
      nodes: WAY,
      unread: [],
      carriers: { out: ['tunnel-1'], back: ['tunnel-1'] },
    });
    expect(view.expected).toEqual({ reachable: true, path: WAY });
  });

  it('shows another way than the predicted one', async () => {
    const divert = (verb: string): string =>
      `ip route ${verb} 10.10.0.0/16 dev Tunnel2 metric 1 src 10.30.12.85`;
    await mustRun(lab, ROUTER, divert('add'));
    const { view } = await ping(`${SERVER} ${A} -c 1`);
    await mustRun(lab, ROUTER, divert('del'));
    expect(view.seen.nodes).toEqual([SERVER, ROUTER, 'tunnel-2', 'tgw', 'vpc-a', A]);
    expect(view.seen.carriers).toEqual({ out: ['tunnel-2'], back: ['tunnel-1'] });
  });

  it('says how far requests came that nobody answered', async () => {
    const { view, code } = await ping(`${A} vpc-b-host -c 1`, 1);
    expect(code).toBe(1);
    expect(view.seen.nodes).toEqual([A, 'vpc-a']);
  });

  it('takes the answer of another node for none', async () => {
    await mustRun(lab, ROUTER, 'ip address add 10.10.141.106/32 dev lo');
    const { view, code } = await ping(`${SERVER} ${A} -c 1`, 1);
    await mustRun(lab, ROUTER, 'ip address del 10.10.141.106/32 dev lo');
    expect(view).toMatchObject({ received: 1, seen: { nodes: [SERVER, ROUTER] } });
    expect(code).toBe(1);
  });

  it('tries a TCP port, and tells a refusal from an open port', async () => {
    const closed = await ping(`${A} ${SERVER} --tcp 22 -c 1`);
    expect(closed).toMatchObject({ code: 0, view: { sent: 1, received: 1, port: 'refused' } });
    await mustRun(
      lab,
      SERVER,
      'nc -k -l 2222 >/dev/null 2>&1 & until ss -ltn | grep -q :2222; do sleep 0.02; done',
    );
    const open = await ping(`${A} ${SERVER} --tcp 2222 -c 1`);
    expect(open).toMatchObject({ code: 0, view: { port: 'open' } });
    expect(open.view.seen.nodes).toEqual([...WAY].reverse());
    const dropped = await ping(`${SERVER} ${A} --tcp 22 -c 1`, 1);
    expect(dropped).toMatchObject({ code: 1, view: { received: 0, port: null } });
    expect(dropped.view.expected).toMatchObject({ reachable: false, reason: 'ENI_SG_RULES_MISMATCH' });
  });
});
