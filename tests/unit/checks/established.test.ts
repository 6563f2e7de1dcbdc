import { expect, it } from 'vitest';
import type { Check } from '../../../lab/checks/check.ts';
import { down, established, judgeTunnels } from '../../../lab/checks/established.ts';
import type { BgpSessionState } from '../../../lab/bgp/session-state.ts';
import type { CurrentSas } from '../../../lab/ike/current-sas.ts';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';
import type { TimerProfile } from '../../../lab/topology/types.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import { REFERENCE_LAB_FILE } from '../../../lab/package-file.ts';

/** No node of it can be spoken to. */
const labWith = (timers: TimerProfile): StartedLab =>
  ({ definition: loadLab(REFERENCE_LAB_FILE, { timers }) }) as unknown as StartedLab;

const budgetMs = (check: Check, lab: StartedLab): number | undefined =>
  typeof check.budgetMs === 'function' ? check.budgetMs(lab) : check.budgetMs;

it('names the tunnels that are meant, or says that every one is', () => {
  expect(established().title).toBe('every tunnel ESTABLISHED');
  expect(established('tunnel-1', 'tunnel-2').title).toBe('tunnel-1 and tunnel-2 ESTABLISHED');
  expect(down('tunnel-1').title).toBe('tunnel-1 down');
});

it.each([
  ['fast', 30_000, 12_000],
  ['aws', 123_000, 123_000],
] as const)('may take as long as dead peer detection does, with timers %s', (timers, up, gone) => {
  expect(budgetMs(established(), labWith(timers))).toBe(up);
  expect(budgetMs(down(), labWith(timers))).toBe(gone);
});

it('refuses the name of a connection, which is no tunnel', async () => {
  await expect(established('Tunnel1').observe(labWith('fast'))).rejects.toThrow(
    'value: Tunnel1\n  hint: did you mean tunnel-1?',
  );
});

const UP = { ikeSa: { state: 'ESTABLISHED' }, childSa: { state: 'INSTALLED' } } as unknown as CurrentSas;
const NONE: CurrentSas = { ikeSa: null, childSa: null };

it.each([
  ['up at both ends', UP, UP, true, 'passed'],
  ['up at the router alone', UP, NONE, true, 'failed'],
  ['up at AWS alone', NONE, UP, true, 'failed'],
  ['up at AWS, and the router has no connection for it', null, UP, true, 'failed'],
  ['given up by the router', NONE, null, false, 'passed'],
  ['not given up by the router', UP, null, false, 'failed'],
])('a tunnel that is %s', (_, router, aws, up, verdict) => {
  const of = (sas: CurrentSas | null) => (sas === null ? [] : [{ tunnel: 'tunnel-1', ...sas }]);
  const seen = { meant: ['tunnel-1'], states: of(router), atAws: of(aws), sessions: [] };
  const judged = judgeTunnels(seen, up);
  expect(judged.verdict).toBe(verdict);
  expect(judged.evidence).toMatch(/tunnel-1/);
});

it.each([
  ['with BFD at both ends', 'Up', 'passed'],
  ['before the router has BFD', 'Init', 'failed'],
])('a session %s', (_, router, verdict) => {
  const session: BgpSessionState = {
    protocol: 'BGP',
    state: 'Established',
    routesIn: 1,
    routesOut: 2,
    lastError: null,
    bfd: { aws: 'Up', router },
  };
  const judged = judgeTunnels({ meant: [], states: [], atAws: [], sessions: [['dx-1', session]] }, true);
  expect(judged.verdict).toBe(verdict);
  expect(judged.evidence).toMatch(/^BGP session of dx-1: Established/);
});
