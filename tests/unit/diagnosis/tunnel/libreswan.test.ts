import { describe, expect, it } from 'vitest';
import { isRefusedByLibreswan } from '../../../../lab/diagnosis/tunnel/libreswan.ts';
import type { OwnRouter } from '../../../../lab/topology/types.ts';
import { walk } from '../../../../lab/diagnosis/walk.ts';
import { endOf, LOST_IN_TUNNEL, ROUTER, sceneWith } from '../ipsec/kernel-plane.ts';
import type { Difference } from '../ipsec/kernel-plane.ts';

const own = (script: string): OwnRouter => ({
  ...{ daemon: 'libreswan', image: null, keys: [], files: [] },
  script: { name: 'commands.sh', text: script },
});

/** libreswan in place of the reference lab's router; AWS's ends have no SAs. */
function libreswan(script: string, node: NonNullable<Difference['node']>): Difference {
  const endpoint = { daemons: { charon: { process: 'running' as const, sas: [] } } };
  return { router: { own: own(script) }, node, endpoint, seen: LOST_IN_TUNNEL };
}
/** The plan of the reference lab, which has another router, calls its daemon so. */
const running = { charon: { process: 'running' as const, sas: null } };
const stopped = { charon: { process: 'stopped' as const, sas: null } };
const started = '2026-11-28T09:24:52Z pluto[237]: Starting Pluto (Libreswan Version 5.2)';
const refused = (message: string): string =>
  `2026-11-28T09:24:53Z pluto[237]: "Tunnel1": failed to add connection: ${message}`;

describe('libreswan that does not run', () => {
  it('was only enabled', () => {
    const hop = endOf(libreswan('sysctl -p\nsystemctl enable ipsec\n', { daemons: {} }));
    expect(hop).toMatchObject({
      node: ROUTER,
      code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
      text: 'onprem-router does not answer IKE: libreswan does not run there, for line 2 of commands.sh (systemctl enable ipsec) has it started at the next boot, and nothing starts it before',
      repair: { node: ROUTER, command: 'systemctl start ipsec' },
    });
    expect(hop.evidence).toContain('onprem-router: its pluto is not running');
    expect(hop.cure).toContain('for good, write systemctl enable --now ipsec in line 2 of commands.sh');
  });

  it('cannot run where no kernel does ESP, whatever its script has', () => {
    const scene = sceneWith(libreswan('systemctl start ipsec\n', { daemons: {} }));
    const hop = walk({ ...scene, observation: { ...scene.observation, dataplane: 'userspace' } }).at(-1);
    expect(hop).toMatchObject({
      code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
      text: expect.stringContaining('has libreswan, which leaves ESP to the kernel'),
      cure: expect.stringContaining('s2s up --engine vm'),
      repair: null,
    });
  });

  it('was started by nothing', () => {
    const hop = endOf(libreswan('sysctl -p\n', { daemons: {} }));
    expect(hop.text).toContain('for nothing in commands.sh starts it');
  });

  it('was started, and has gone since', () => {
    const hop = endOf(libreswan('systemctl start ipsec\n', { daemons: {} }));
    expect(hop.cure).toMatch(/^restart pluto on onprem-router \(systemctl restart ipsec\)/);
    expect(hop.repair).toEqual({ node: ROUTER, command: 'systemctl restart ipsec' });
  });

  it('is stopped', () => {
    const hop = endOf(libreswan('systemctl start ipsec\n', { daemons: stopped }));
    expect(hop.evidence).toContain('its pluto is stopped (state T)');
    expect(hop.repair?.command).toContain('kill -CONT ');
  });
});

describe('libreswan that has not loaded a connection', () => {
  const told = (...lines: readonly string[]) =>
    endOf(libreswan('systemctl start ipsec\n', { daemons: running, ikeLog: lines }));

  it.each([
    [
      "IKE DH algorithm 'modp1024' is not supported",
      /^write modp2048.* in place of modp1024/,
      /modp1024.*modp2048/,
    ],
    ['global ikev1-policy does not allow IKEv1 connections', /^let it speak IKEv2/, /ikev2.*keyexchange/],
    [
      'global ikev1-policy=drop does not allow IKEv1 connections',
      /^let it speak IKEv2/,
      /ikev2.*keyexchange/,
    ],
  ])('for %s', (message, cure, edit) => {
    const hop = told(started, refused(message));
    expect(hop).toMatchObject({
      code: 'IKE_CONFIGURATION_INVALID',
      text: `onprem-router has no connection to tunnel-1: libreswan has not loaded Tunnel1: ${message}`,
    });
    expect(hop.cure).toMatch(cure);
    expect(hop.repair?.command).toMatch(edit);
    expect(hop.repair?.command).toContain('ipsec auto --replace Tunnel1; ipsec auto --up Tunnel1');
  });

  it('for what only its owner can mend', () => {
    const hop = told(started, refused('something else'));
    expect(hop.cure).toMatch(/^mend what it says/);
    expect(hop.repair).toBeNull();
  });

  it('counts since it was started last', () => {
    expect(told(started, refused('something else'), started).code).not.toBe('IKE_CONFIGURATION_INVALID');
  });
});

describe('libreswan that has not installed a CHILD_SA', () => {
  const inUse =
    '2026-11-28T13:12:46Z pluto[126]: "Tunnel1" #7: cannot install kernel policy 0.0.0.0/0===0.0.0.0/0; in use by established Child SA "Tunnel2" #5 with routing routed-tunnel';
  const told = (connections: NonNullable<Difference['connections']>) => {
    const difference = libreswan('systemctl start ipsec\n', { daemons: running, ikeLog: [started, inUse] });
    return endOf({ ...difference, connections });
  };

  it('for another connection has its selectors, and each an interface: overlapip', () => {
    const hop = told({});
    expect(hop).toMatchObject({
      code: 'IKE_CONFIGURATION_INVALID',
      text: 'onprem-router has no CHILD_SA for Tunnel1: libreswan has not installed it, for Tunnel2 has the same traffic selectors and is up',
    });
    expect(hop.cure).toMatch(/^write overlapip=yes into both/);
    expect(hop.repair?.command).toMatch(
      /^sed .*Tunnel1.*Tunnel2.*overlapip=yes' .*; systemctl restart ipsec$/,
    );
    expect(isRefusedByLibreswan(inUse)).toBe(true);
  });
});

it('keeps these lines of a log, and no others', () => {
  expect([started, refused('x')].every(isRefusedByLibreswan)).toBe(true);
  expect(isRefusedByLibreswan('2026-11-28T09:24:53Z pluto[237]: "Tunnel1": added IKEv2 connection')).toBe(
    false,
  );
});
