import { describe, expect, it } from 'vitest';
import { DRILL_EVENTS } from '../../../lab/drill/catalogue.ts';
import { checkEventNames, planEvents } from '../../../lab/drill/select.ts';
import { UsageError } from '../../../lab/errors.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const [gateway] = referenceLab.customerGateways;
const sites = [{ gateway: gateway!, tunnels: ['tunnel-1', 'tunnel-2'], bgpSessions: ['tunnel-2'] }];
const names = (only?: readonly string[]): string[] => planEvents(sites, only).map(({ name }) => name);

describe('the events of a drill', () => {
  it('happen to each tunnel that is up, or once to the router', () => {
    expect(names(['silent-death', 'reboot'])).toEqual([
      'silent-death:tunnel-1',
      'silent-death:tunnel-2',
      'reboot:onprem-router',
    ]);
    const [death] = planEvents(sites, ['silent-death']);
    expect(death).toMatchObject({
      tunnel: 'tunnel-1',
      otherTunnels: ['tunnel-2'],
      title: 'the endpoint of tunnel-1 dies without a word',
    });
  });

  it('can be asked for one by one, and come in their own order', () => {
    expect(names(['reboot', 'maintenance:tunnel-2'])).toEqual([
      'maintenance:tunnel-2',
      'reboot:onprem-router',
    ]);
    expect(names()).toHaveLength(
      DRILL_EVENTS.reduce((sum, { happensTo }) => sum + (happensTo === 'tunnel' ? 2 : 1), 0),
    );
  });

  it('of BGP happen to tunnels with a session alone', () => {
    expect(names(['bgp-end', 'bgp-silence'])).toEqual(['bgp-end:tunnel-2', 'bgp-silence:tunnel-2']);
  });

  it('have no names but theirs', () => {
    expect(() => planEvents(sites, ['maintenance:tunnel-3'])).toThrow(UsageError);
    expect(() => checkEventNames(['silent-deth'])).toThrow(/silent-death/);
    expect(() => checkEventNames(['silent-death:tunnel-7'])).not.toThrow();
  });

  it('have all that production does to a router', () => {
    expect(DRILL_EVENTS.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...['silent-death', 'polite-close', 'both-tunnels', 'maintenance', 'silent-peer', 'rekey'],
        ...['nat-mapping', 'reboot', 'mtu', 'asymmetric-return', 'bgp-end'],
      ]),
    );
  });

  it('have names and sources of their own', () => {
    expect(new Set(DRILL_EVENTS.map(({ name }) => name)).size).toBe(DRILL_EVENTS.length);
    for (const { source, standsFor, title } of DRILL_EVENTS) {
      expect(source).not.toBe('');
      expect(standsFor).toMatch(/\.$/);
      expect(title).not.toMatch(/\.$/);
    }
  });
});
