import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { drill } from '../../lab/drill/drill.ts';
import type { DrillResult } from '../../lab/drill/result.ts';
import { activeFaults } from '../../lab/faults/injected.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { loadLab } from '../../lab/topology/load.ts';
import type { Lab } from '../../lab/topology/types.ts';
import { s2s } from '../s2s.ts';
import { referenceLab, startLab } from './labs.ts';

const SILENT = { planned: () => {}, started: () => {}, progress: () => {}, finished: () => {} };

const THREE = ['asymmetric-return:tunnel-2', 'silent-death:tunnel-1', 'maintenance:tunnel-2'];

const path = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));

/** Some events, and what they come to. */
async function drilled(lab: StartedLab, only: readonly string[] = THREE): Promise<DrillResult> {
  return drill(lab, { only, observer: SILENT });
}

const verdicts = ({ events }: DrillResult): string[] =>
  events.map(({ name, verdict }) => `${name} ${verdict}`);

/** The reference lab with a router of tests/fixtures/routers in place of its own. */
function ownRouterLab(name: string, router: string): Lab {
  const routers = [{ customerGateway: null, folder: path(`tests/fixtures/routers/${router}`) }];
  return { ...loadLab(path('scenarios/reference/lab.yaml'), { routers }), name };
}

/** The reference lab with routes that follow the CHILD_SAs. */
function childSaLab(name: string): Lab {
  const lab = referenceLab(name);
  const customerGateways = lab.customerGateways.map((gateway) => ({
    ...gateway,
    router: { ...gateway.router, routing: 'childSa' as const },
  }));
  return { ...lab, customerGateways };
}

it('finds that static routes by metric do not fail over, and leaves the lab whole', async () => {
  await using lab = await startLab(referenceLab('it-drill'));
  const result = await drilled(lab);
  expect(verdicts(result)).toEqual([
    'asymmetric-return:tunnel-2 no-loss',
    'silent-death:tunnel-1 lost',
    'maintenance:tunnel-2 stays-down',
  ]);
  const [asymmetric, death, maintenance] = result.events;
  expect(asymmetric!.outages[0]!.after).toEqual({ out: ['tunnel-1'], back: ['tunnel-2'] });
  expect(death!.cause).toMatchObject({ code: 'ROUTE_INTO_DEAD_TUNNEL', node: 'onprem-router' });
  expect(death!.comeBacks).toMatchObject([{ tunnel: 'tunnel-1', by: 'itself' }]);
  expect(maintenance!.comeBacks).toMatchObject([{ tunnel: 'tunnel-2', by: 'hand' }]);
  expect(result.verdict).toBe('failed');
  expect(await activeFaults(lab)).toEqual([]);
});

it('finds that routes which follow the CHILD_SA do', async () => {
  await using lab = await startLab(childSaLab('it-drill-child-sa'));
  const { events } = await drilled(lab);
  const death = events.find(({ event }) => event === 'silent-death');
  expect(death).toMatchObject({ verdict: 'failed-over', cause: null });
  expect(death!.outages.every(({ after }) => after.out.join() === 'tunnel-2')).toBe(true);
  expect(death!.noticedMs).toBeGreaterThan(1000);
});

it("finds that an owner's own router with an updown script fails over, and is there again after a reboot", async () => {
  await using lab = await startLab(ownRouterLab('it-drill-own', 'leftupdown'));
  const result = await drilled(lab, ['rekey:tunnel-1', 'polite-close:tunnel-1', 'reboot']);
  expect(verdicts(result)).toEqual([
    // Between the old SA and the new one a probe may be lost.
    expect.stringMatching(/^rekey:tunnel-1 (no-loss|recovered)$/),
    'polite-close:tunnel-1 stays-down',
    'reboot:onprem-router recovered',
  ]);
  const [, close] = result.events;
  expect(close!.outages.map(({ after }) => after.out)).toEqual([['tunnel-2'], ['tunnel-2']]);
  expect(close!.remedy?.cure).toMatch(/startupAction: start/);
});

it('tells in every form that what an owner has typed at a router of his own is gone after a reboot, and where to write it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 's2s-drill-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [html, junit] = [join(folder, 'drill.html'), join(folder, 'drill.xml')];
  const { out, code } = await s2s(
    ...['drill', '--router', path('tests/fixtures/routers/or-true'), '--only', 'reboot', '--json'],
    ...['--html', html, '--junit', junit],
  );
  const { events } = JSON.parse(out) as DrillResult;
  expect(events).toMatchObject([{ verdict: 'lost', cause: { code: 'TUNNEL_INTERFACE_DOWN' } }]);
  const cure = /write these lines of .*commands\.sh to what is read at boot/;
  for (const text of [events[0]!.remedy!.cure, await readFile(html, 'utf8'), await readFile(junit, 'utf8')])
    expect(text).toMatch(cure);
  expect(code).toBe(1);
});
