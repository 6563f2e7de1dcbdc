import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { established } from '../../lab/checks/established.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { explainEvidence } from '../../lab/probe/evidence/explain-evidence.ts';
import { explain } from '../../lab/probe/explain.ts';
import { ping } from '../../lab/probe/ping.ts';
import type { FoundScenario } from '../../lab/scenario/find.ts';
import type { ScenarioResult } from '../../lab/scenario/result.ts';
import { runScenario } from '../../lab/scenario/run.ts';
import { mustRun, pool } from './labs.ts';

const LAB = 'it-evidence';
const folder = fileURLToPath(new URL('../../scenarios/reference', import.meta.url));
const reference = (run: FoundScenario['run']): FoundScenario => ({
  ...{
    name: 'broken',
    given: './broken',
    folder,
    title: 'Broken',
    proves: 'what fails is saved',
    rule: '',
    source: '',
  },
  control: 'without-faults',
  run,
});

const NODES = [
  ...['fabric', 'internet', 'onprem-igw', 'onprem-router', 'onprem-server', 'tgw', 'tunnel-1', 'tunnel-2'],
  ...['vpc-a', 'vpc-a-host', 'vpc-b', 'vpc-b-host'],
];

/** The packets of a pcap file that was written on this machine. */
function packetsOf(pcap: Buffer): { readonly atMs: number; readonly bytes: number }[] {
  const packets = [];
  for (let at = 24; at < pcap.length; at += 16 + pcap.readUInt32LE(at + 8)) {
    const atMs = pcap.readUInt32LE(at) * 1000 + pcap.readUInt32LE(at + 4) / 1000;
    packets.push({ atMs, bytes: pcap.readUInt32LE(at + 12) });
  }
  return packets;
}

let evidenceFolder: string;
beforeAll(async () => {
  evidenceFolder = await mkdtemp(join(tmpdir(), 's2s-evidence-'));
});
afterAll(async () => {
  await rm(evidenceFolder, { recursive: true });
});

describe('a scenario that fails', () => {
  let result: ScenarioResult;
  let saved: string;
  let beforeLastProbeMs: number;
  let tookMs: number;
  const keys = new Set<string>();
  const text = (file: string): Promise<string> => readFile(join(saved, file), 'utf8');

  beforeAll(async () => {
    // Left by a run before.
    await mkdir(join(evidenceFolder, LAB));
    await writeFile(join(evidenceFolder, LAB, 'README.txt'), 'Evidence of scenario other: failed\n');
    await writeFile(join(evidenceFolder, LAB, 'stale.txt'), '');
    let failedAt = 0;
    const scenario = reference(async (run) => {
      await run.check(established());
      for (const node of ['onprem-router', 'tunnel-1', 'tunnel-2']) {
        const lines = await mustRun(
          run.lab,
          node,
          'for key in /var/lib/s2s/psk/*/psk; do cat $key; echo; done',
        );
        for (const key of lines.trim().split('\n')) keys.add(key);
      }
      await mustRun(run.lab, 'tunnel-1', 'cat /var/lib/s2s/psk/*/psk >/proc/1/fd/1; echo >/proc/1/fd/1');
      await injectFault(run.lab, 'kill-node', { node: 'vpc-b-host' });
      await injectFault(run.lab, 'freeze-charon', { tunnel: 'tunnel-2' });
      await mustRun(run.lab, 'tgw', 'ip route add blackhole 192.0.2.0/24 table 100');
      await explain(run.lab, 'onprem-router', 'vpc-b-host');
      await ping(run.lab, 'onprem-server', 'vpc-a-host', { count: 7, intervalMs: 20 });
      // By the clock of the machine that captures, which need not be this one's.
      beforeLastProbeMs = Number(await mustRun(run.lab, 'internet', 'date +%s%3N'));
      await ping(run.lab, 'onprem-server', 'vpc-a-host');
      await run.check({
        title: 'the moon is made of cheese',
        observe: () => {
          failedAt = Date.now();
          return Promise.resolve({ verdict: 'failed', evidence: 'of rock' });
        },
      });
    });
    result = await runScenario(scenario, { labName: LAB, evidenceFolder });
    tookMs = Date.now() - failedAt;
    saved = result.evidence ?? '';
  });

  it('has its evidence in a folder named after its lab, in place of older evidence', async () => {
    expect(result.verdict).toBe('failed');
    expect(saved).toBe(join(evidenceFolder, LAB));
    expect(existsSync(join(saved, 'stale.txt'))).toBe(false);
    const nodes = (await readdir(join(saved, 'nodes'))).sort();
    expect(nodes).toEqual([...NODES].sort());
  });

  it('says what failed, and how to run it again', async () => {
    const readme = await text('README.txt');
    expect(readme).toContain('Evidence of scenario broken: failed\n');
    expect(readme).toContain('Step    the moon is made of cheese (check, failed)');
    expect(readme).toContain('of rock');
    expect(readme).toContain('Again   s2s run ./broken --keep');
    expect(JSON.parse(await text('failure.json'))).toEqual(result.failure);
    expect(JSON.parse(await text('steps.json'))).toEqual(result.steps);
    expect(JSON.parse(await text('lab.json'))).toMatchObject({ name: LAB });
  });

  it('has every node by its routes, filters, sysctls and log', async () => {
    expect(await text('nodes/tgw/routes.txt')).toContain('blackhole 192.0.2.0/24');
    expect(await text('nodes/tgw/routes.txt')).toMatch(/^1000:\tfrom all/m);
    expect(await text('nodes/vpc-a/firewall.txt')).toMatch(/counter packets \d+/);
    expect(await text('nodes/vpc-a/firewall.txt')).toMatch(/^\[\d+:\d+\] -A .* -j TTL/m);
    expect(await text('nodes/onprem-router/sysctls.txt')).toMatch(/^conf\/Tunnel1\/rp_filter:2$/m);
    expect(await text('nodes/onprem-router/sysctls.txt')).toMatch(/^ip_forward:1$/m);
    expect(await text('nodes/onprem-router/log.txt')).toMatch(/^\d{4}-\d\d-\d\dT.* ESTABLISHED|established/m);
    expect(await text('nodes/onprem-router/swanctl.conf')).toContain('Tunnel1 {');
    expect(await text('nodes/onprem-router/ike.txt')).toMatch(/Tunnel1: #\d+, ESTABLISHED/);
  });

  it('has the SAs of both ends, and says of a daemon that is stopped that it does not answer', async () => {
    interface Daemon {
      readonly node: string;
      readonly process: string;
      readonly ikeSas: object | null;
    }
    const daemons = JSON.parse(await text('tunnels.json')) as Daemon[];
    const of = (node: string): Daemon | undefined => daemons.find((each) => each.node === node);
    expect(
      daemons.filter(({ node }) => node === 'onprem-router').flatMap(({ ikeSas }) => ikeSas ?? []),
    ).toContainEqual(
      expect.objectContaining({
        name: 'Tunnel1',
        state: 'ESTABLISHED',
        childSas: [expect.objectContaining({ state: 'INSTALLED' })],
      }),
    );
    expect(of('tunnel-1')).toMatchObject({ process: 'running', ikeSas: [{ state: 'ESTABLISHED' }] });
    expect(of('tunnel-2')).toMatchObject({ process: 'stopped', ikeSas: null });
  });

  it('says of a node that is dead that it does not run, and has its log', async () => {
    expect(await text('nodes/vpc-b-host/routes.txt')).toMatch(/^Not read: the node does not run/);
    expect(await text('nodes/vpc-b-host/log.txt')).toContain('vpc-b-host: ready');
  });

  it('has its faults, and what had been changed by hand', async () => {
    const faults = JSON.parse(await text('faults.json')) as object[];
    expect(faults).toMatchObject([{ fault: 'kill-node' }, { fault: 'freeze-charon' }]);
    expect(await text('drift.txt')).toMatch(/^tgw: it has got 'route blackhole 192.0.2.0\/24/m);
  });

  it('has what passed the Internet, up to the last probe', async () => {
    const packets = packetsOf(await readFile(join(saved, 'internet.pcap')));
    // Eight requests and their answers, each as it came in and as it went out; IKE may have been done before.
    expect(packets.length).toBeGreaterThan(30);
    expect(packets.length).toBeLessThan(1000);
    expect(packets.at(-1)!.atMs).toBeGreaterThan(beforeLastProbeMs);
  });

  it('can be explained later: hop by hop by what was read, without a probe', async () => {
    const healthy = await explainEvidence(saved, 'onprem-server', 'vpc-a-host');
    expect(healthy).toMatchObject({ probed: false, cause: null });
    expect(healthy.hops.length).toBeGreaterThan(10);
    const { cause } = await explainEvidence(saved, 'onprem-server', 'vpc-b-host');
    expect(cause).toMatchObject({ code: 'NODE_NOT_RUNNING', node: 'vpc-b-host' });
  });

  it('has the probe that a failing check was explained by, which gives the same cause again', async () => {
    const { cause } = await explainEvidence(saved, 'vpc-b-host', 'onprem-server');
    expect(cause).toMatchObject({ code: 'NODE_NOT_RUNNING', node: 'vpc-b-host' });
    expect(await explainEvidence(saved, 'onprem-router', 'vpc-b-host')).toMatchObject({
      probed: true,
      cause: { code: 'NODE_NOT_RUNNING', node: 'vpc-b-host' },
    });
  });

  it('has no key in it', async () => {
    expect(keys.size).toBe(2);
    const entries = await readdir(saved, { recursive: true, withFileTypes: true });
    const files = entries.filter((each) => each.isFile());
    expect(files.length).toBeGreaterThan(50);
    for (const { parentPath, name } of files) {
      const content = (await readFile(join(parentPath, name))).toString('latin1');
      for (const key of keys) {
        expect(content, name).not.toContain(key);
        expect(content, name).not.toContain(Buffer.from(key).toString('hex'));
        expect(content, name).not.toContain(Buffer.from(key).toString('base64'));
      }
    }
    expect(await text('nodes/tunnel-1/log.txt')).toContain('<key>');
  });

  it('is over soon after', () => {
    expect(tookMs).toBeLessThan(6 * BUDGETS_MS.evidence);
  });
});

it("has of an owner's own router what it had in the end, which explains what had become of it", async () => {
  const name = `${LAB}-own`;
  const own = fileURLToPath(new URL('../fixtures/own-router', import.meta.url));
  const scenario = reference(async (run) => {
    await mustRun(run.lab, 'onprem-router', 'ip link del Tunnel1; ip link del Tunnel2');
    throw new Error('enough');
  });
  const { evidence } = await runScenario({ ...scenario, folder: own }, { labName: name, evidenceFolder });
  const { cause } = await explainEvidence(evidence!, 'onprem-server', 'vpc-a-host');
  expect(cause).toMatchObject({ code: 'TUNNEL_INTERFACE_DOWN', node: 'onprem-router' });
  expect(cause?.cure).toMatch(/make it, as the command does/);
});

it('saves nothing of a scenario that passes', async () => {
  const { verdict, evidence } = await runScenario(
    reference(() => Promise.resolve()),
    { labName: `${LAB}-passes`, evidenceFolder, pool },
  );
  expect({ verdict, evidence }).toEqual({ verdict: 'passed', evidence: null });
  expect(existsSync(join(evidenceFolder, `${LAB}-passes`))).toBe(false);
});

it('replaces no folder that holds something else', async () => {
  const name = `${LAB}-mine`;
  await mkdir(join(evidenceFolder, name));
  await writeFile(join(evidenceFolder, name, 'thesis.txt'), 'ten years');
  const { verdict, failure, evidence, steps } = await runScenario(
    reference(() => Promise.reject(new Error('never comes so far'))),
    { labName: name, evidenceFolder },
  );
  expect({ verdict, evidence, exitCode: failure?.exitCode }).toEqual({
    verdict: 'error',
    evidence: null,
    exitCode: 2,
  });
  expect(failure?.message).toContain('has something else in it');
  expect(steps.map(({ title }) => title)).not.toContain('the lab comes up');
  expect(await readdir(join(evidenceFolder, name))).toEqual(['thesis.txt']);
});
