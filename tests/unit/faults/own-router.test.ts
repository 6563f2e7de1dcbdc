import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../lab/faults/catalogue.ts';
import type { FaultName } from '../../../lab/faults/catalogue.ts';
import type { FaultPlan } from '../../../lab/faults/fault.ts';
import { checkParameters } from '../../../lab/faults/parameters.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import { connsOf, kernelWith, seenLab, vtis } from '../diagnosis/own-router/seen.ts';

const ROUTER = 'onprem-router';
const lab = seenLab({
  conns: connsOf('vti-names'),
  kernel: kernelWith({ ...vtis(['vti1', 'vti2']), routes: ['10.10.0.0/16 dev vti1 metric 100 '] }),
});

function planned(name: FaultName, parameters: object): FaultPlan {
  const kind = kindOf(name);
  return kind.plan(
    { definition: lab, plan: planLab(lab, 'kernel') },
    checkParameters(name, kind.parameters, parameters),
  );
}

const runs = (deeds: FaultPlan['apply']): string =>
  deeds.map((deed) => `${deed.node}: ${'run' in deed ? deed.run : deed.container}`).join('\n');

describe("a fault of its owner's own router", () => {
  it.each<[FaultName, object, RegExp]>([
    ['wrong-psk', { connection: 'Tunnel1' }, /the key in ipsec\.secrets of Tunnel1/],
    ['wrong-proposal', { connection: 'Tunnel1' }, /write ike= of Tunnel1/],
    ['wrong-pfs-group', { connection: 'Tunnel1' }, /write esp= of Tunnel1/],
    ['wrong-left-id', { connection: 'Tunnel1' }, /write leftid= of Tunnel1/],
    ['unclamp-mss', { router: ROUTER }, /TCPMSS/],
    ['reboot-router', { router: ROUTER, configuration: 'runtime-only' }, /leave the configuration out/],
  ])('%s is refused, with what to do in its place', (name, parameters, hint) => {
    expect(() => planned(name, parameters)).toThrow(/runs its owner's own files/);
    expect(() => planned(name, parameters)).toThrow(hint);
  });

  it('keeps what it takes away, for only the router knows it', () => {
    const forward = planned('disable-ip-forward', { router: ROUTER });
    expect(runs(forward.apply)).toMatch(/sysctl -e net\.ipv4\.ip_forward >(\S+) && .*ip_forward=0/);
    expect(runs(forward.undo)).toContain('sysctl -qe -p /run/s2s/faults/disable-ip-forward.sysctls');
    const filter = planned('strict-rp-filter', { router: ROUTER });
    expect(runs(filter.apply)).toContain('net.ipv4.conf.vti1.rp_filter=1');
    const route = planned('delete-router-route', { router: ROUTER, destinationCidrBlock: '10.10.0.0/16' });
    expect(runs(route.apply)).toContain('while ip route del 10.10.0.0/16');
    expect(runs(route.undo)).toContain('ip route append $route');
  });

  it('takes the device of a connection, and the daemon that has it', () => {
    const duplicate = planned('duplicate-inside-cidr', { connection: 'Tunnel1' });
    expect(runs(duplicate.apply)).toContain('ip address add 169.254.123.170/30 dev vti1');
    const { undo } = planned('kill-charon', { tunnel: 'tunnel-1' });
    expect(runs(undo)).toContain(
      'swanctl --initiate --ike Tunnel1 --child Tunnel1 --timeout 1 --uri unix:///run/s2s/ike/charon/vici',
    );
    expect(runs(undo)).not.toContain('s2s-ike');
  });

  it('is a reboot as any other host has it', () => {
    expect(planned('reboot-router', { router: ROUTER })).toMatchObject({
      apply: [{ node: ROUTER, container: 'restart' }],
      undo: [],
    });
  });
});
