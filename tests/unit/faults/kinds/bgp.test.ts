import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../lab/errors.ts';
import { kindOf } from '../../../../lab/faults/catalogue.ts';
import type { FaultPlan } from '../../../../lab/faults/fault.ts';
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
