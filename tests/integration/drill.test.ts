import { expect, it } from 'vitest';
import { drill } from '../../lab/drill/drill.ts';
import type { DrillResult } from '../../lab/drill/result.ts';
import { activeFaults } from '../../lab/faults/injected.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import type { Lab } from '../../lab/topology/types.ts';
import { referenceLab, startLab } from './labs.ts';

const SILENT = { planned: () => {}, started: () => {}, progress: () => {}, finished: () => {} };

/** Three events, and what they come to. */
async function drilled(lab: StartedLab): Promise<DrillResult> {
  const only = ['asymmetric-return:tunnel-2', 'silent-death:tunnel-1', 'maintenance:tunnel-2'];
  return drill(lab, { only, observer: SILENT });
}

const verdicts = ({ events }: DrillResult): string[] =>
  events.map(({ name, verdict }) => `${name} ${verdict}`);

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
