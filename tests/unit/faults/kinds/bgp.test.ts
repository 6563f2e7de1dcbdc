import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../lab/errors.ts';
import { kindOf } from '../../../../lab/faults/catalogue.ts';
import type { FaultPlan } from '../../../../lab/faults/fault.ts';
import { loadLab } from '../../../../lab/topology/load.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import type { Lab } from '../../../../lab/topology/types.ts';
import { bgpLab } from '../../fixtures/bgp-lab.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

const planned = (lab: Lab) => ({ definition: lab, plan: planLab(lab, 'kernel') });
const runs = (deeds: FaultPlan['apply']): string[] =>
  deeds.map((deed) => `${deed.node}: ${'run' in deed ? deed.run : deed.container}`);

describe('bgp-down', () => {
  const kind = kindOf('bgp-down');

  it('ends the session at AWS, and lets it come back', () => {
    const { apply, undo, text } = kind.plan(planned(bgpLab()), { tunnel: 'tunnel-1' });
    expect(runs(apply)).toEqual(['tunnel-1: birdc disable customer']);
    expect(runs(undo)).toEqual(['tunnel-1: birdc enable customer']);
    expect(text).toBe('AWS has ended the BGP session of tunnel-1');
  });

  it('wants a tunnel with BGP', () => {
    expect(() => kind.plan(planned(referenceLab), { tunnel: 'tunnel-1' })).toThrow(UsageError);
  });
});

describe('wrong-asn', () => {
  const kind = kindOf('wrong-asn');

  it('configures FRR with another ASN, and again with its own', () => {
    const { apply, undo } = kind.plan(planned(bgpLab()), { customerGateway: 'onprem' });
    expect(runs(apply)).toHaveLength(1);
    expect(runs(apply)[0]).toMatch(
      /^onprem-router: set -e\ncat >\/etc\/s2s\/frr\.conf <<'END'\n.*router bgp 65099.*END\ns2s-frr reload$/s,
    );
    expect(runs(undo)[0]).toContain('router bgp 65000');
  });

  it('wants a customer gateway with BGP', () => {
    expect(() => kind.plan(planned(referenceLab), { customerGateway: 'onprem' })).toThrow(UsageError);
  });
});

describe('faults of BGP', () => {
  const text = (deeds: FaultPlan['apply']): string => runs(deeds).join('\n');

  it('withdraw-route takes a prefix out of what the router announces', () => {
    const plan = kindOf('withdraw-route').plan(planned(bgpLab()), {
      router: 'onprem-router',
      destinationCidrBlock: '10.30.0.0/16',
    });
    expect(text(plan.apply)).not.toContain('network 10.30.0.0/16');
    expect(text(plan.undo)).toContain('network 10.30.0.0/16');
    expect(() =>
      kindOf('withdraw-route').plan(planned(bgpLab()), {
        router: 'onprem-router',
        destinationCidrBlock: '10.31.0.0/16',
      }),
    ).toThrow(UsageError);
  });

  it('prefix-flood announces one prefix more than AWS takes, and has AWS take the session back', () => {
    const { apply, undo } = kindOf('prefix-flood').plan(planned(bgpLab()), { router: 'onprem-router' });
    expect(text(apply).match(/^ {2}network /gm)).toHaveLength(1001);
    expect(runs(undo).slice(-2)).toEqual([
      'tunnel-1: birdc enable customer',
      'tunnel-2: birdc enable customer',
    ]);
  });

  it('prefix-flood does so over IPv6, too, where that is announced', () => {
    const both = loadLab('tests/fixtures/labs/bgp-ipv6.yaml');
    const { apply } = kindOf('prefix-flood').plan(planned(both), { router: 'onprem-router' });
    expect(text(apply).match(/^ {2}network 10\./gm)).toHaveLength(1001);
    expect(text(apply).match(/^ {2}network 2001:/gm)).toHaveLength(1001);
  });

  it('prepend-path prepends over one tunnel', () => {
    const { apply } = kindOf('prepend-path').plan(planned(bgpLab()), { connection: 'Tunnel2', times: 2 });
    expect(text(apply)).toContain('set as-path prepend 65000 65000');
    expect(text(apply)).toContain('neighbor 169.254.123.169 route-map Tunnel2-OUT out');
  });

  it('silence-bgp drops it of IPv6 in a tunnel that carries IPv6', () => {
    const both = loadLab('tests/fixtures/labs/bgp-ipv6.yaml');
    const { apply } = kindOf('silence-bgp').plan(planned(both), { tunnel: 'tunnel-3' });
    expect(runs(apply).join('')).toContain('table ip6 s2s_fault_silence-bgp');
  });

  it('silence-bgp drops TCP port 179 in the tunnel, both ways', () => {
    const { apply } = kindOf('silence-bgp').plan(planned(bgpLab()), { tunnel: 'tunnel-1' });
    expect(text(apply).match(/tcp [ds]port 179/g)).toHaveLength(4);
  });

  it('announce-maintenance lowers the MED of the other tunnel, and adds to what AWS has by this one', () => {
    const { apply, undo } = kindOf('announce-maintenance').plan(planned(bgpLab()), { tunnel: 'tunnel-1' });
    expect(runs(apply)).toEqual([
      expect.stringMatching(/^tunnel-2: sed 's\/\^define MED = .*define MED = 50;/),
      expect.stringMatching(/^tunnel-1: sed 's\/\^define MED_ADDED = .*define MED_ADDED = 50;/),
    ]);
    expect(runs(undo)).toEqual(['tunnel-2: birdc configure', 'tunnel-1: birdc configure']);
  });

  it('prefer-tunnel has AWS add to the MED of what it has by the other tunnel', () => {
    const { apply, undo } = kindOf('prefer-tunnel').plan(planned(bgpLab()), { tunnel: 'tunnel-2' });
    expect(runs(apply)).toContainEqual(
      expect.stringMatching(/^tunnel-1: sed 's\/\^define MED_ADDED = .*define MED_ADDED = 50;/),
    );
    expect(runs(undo)).toContain('tunnel-1: birdc configure');
  });
});
