import { describe, expect, it } from 'vitest';
import { sceneOf } from '../../../lab/diagnosis/diagnose.ts';
import type { Passage } from '../../../lab/diagnosis/trace.ts';
import { heldByNobody, sharedNextHop, splitBrain } from '../../../lab/diagnosis/virtual-address.ts';
import { visitAt, walk } from '../../../lab/diagnosis/walk.ts';
import { twoRoutersLab } from '../fixtures/two-routers-lab.ts';
import { observedAtLan } from './two-routers.ts';

const lab = twoRoutersLab();
const HOLDS = { holds: true };
const SENT: Passage = {
  ...{ packet: '', leaving: '', in: null, out: 'eth0', fate: 'left', drop: null, accepts: [] },
};

/** What is found of a packet that the server sent, and that nobody else saw. */
function sceneWith(...routers: Parameters<typeof observedAtLan>) {
  const [from, to] = ['onprem-server', 'vpc-a-host'];
  return sceneOf(lab, {
    ...{ from, to, options: {}, observation: observedAtLan(...routers), ikeMessages: {} },
    trace: {
      ...{ sent: 1, received: 0, rttMs: null, tcpPort: null, output: '', esp: {} },
      packets: { forward: { [from]: SENT }, return: {} },
    },
  });
}

const visit = (...routers: Parameters<typeof observedAtLan>) =>
  visitAt(sceneWith(...routers), 'forward', 'onprem-server')!;

const split = (...routers: Parameters<typeof observedAtLan>) => {
  const at = visit(...routers);
  return splitBrain(at.scene, sharedNextHop(at)!);
};

describe('an address that two routers have at once', () => {
  it('is none where one has it', () => {
    expect(split(HOLDS, {})).toBeNull();
    expect(split({ ...HOLDS, keepalived: false }, {})).toBeNull();
  });

  it('is left behind by a keepalived that died', () => {
    expect(split({ ...HOLDS, keepalived: false }, HOLDS)).toMatchObject({
      code: 'VRRP_SPLIT_BRAIN',
      node: 'onprem-router',
      text: 'onprem-router and onprem-2-router have the virtual address 10.30.128.254 at once: keepalived of onprem-router has died, and has left the address behind',
      evidence:
        'ip -4 address show to 10.30.128.254: 10.30.128.254/20 dev eth1 of onprem-router; 10.30.128.254/20 dev eth1 of onprem-2-router; pgrep -x keepalived in onprem-router: none',
    });
  });

  it('is so because a packet filter of one drops VRRP', () => {
    const ruleset = [
      'table ip fw { # handle 1',
      '	chain input { # handle 1',
      '		type filter hook input priority filter; policy accept;',
      '		meta l4proto 112 counter packets 9 bytes 360 drop # handle 2',
      '	}',
      '}',
    ];
    expect(split(HOLDS, { ...HOLDS, ruleset })).toMatchObject({
      code: 'VRRP_SPLIT_BRAIN',
      node: 'onprem-2-router',
      repair: { node: 'onprem-2-router', command: 'nft delete rule ip fw input handle 2' },
    });
  });

  it('is so for what is between them, or for what they are configured with, else', () => {
    expect(split(HOLDS, HOLDS)?.text).toContain("they do not hear each other's VRRP advertisements");
  });

  it.each([
    ['VRRP_SPLIT_BRAIN', HOLDS],
    ['VRRP_NO_ACTIVE_ROUTER', {}],
  ])('is found by a walk, which goes on where the packet was seen: %s', (found, router) => {
    const scene = sceneWith(router, router);
    const seen = { ...SENT, in: 'eth1', out: null, fate: 'stopped' as const };
    const packets = { forward: { ...scene.trace.packets.forward, 'onprem-router': seen }, return: {} };
    const hops = walk({ ...scene, trace: { ...scene.trace, packets } });
    expect(hops.map(({ node, code }) => [node, code])).toEqual([
      ['onprem-server', null],
      ['onprem-server', found],
      ['onprem-router', expect.anything()],
    ]);
  });
});

const unheld = (...routers: Parameters<typeof observedAtLan>) => {
  const at = visit(...routers);
  return heldByNobody(at, sharedNextHop(at)!);
};

describe('an address that no router has', () => {
  it('is missed for want of keepalived', () => {
    const dead = { keepalived: false };
    expect(unheld(dead, dead)).toMatchObject({
      code: 'VRRP_NO_ACTIVE_ROUTER',
      node: 'onprem-router',
      text: 'no router has the virtual address 10.30.128.254, which onprem-server sends to: keepalived does not run in onprem-router and onprem-2-router',
    });
    expect(unheld(HOLDS, dead)).toBeNull();
  });

  it('is missed though keepalived runs, else', () => {
    expect(unheld({}, {})?.cure).toContain('its interface on onprem-lan has to be up');
  });
});
