import { describe, expect, it } from 'vitest';
import type { Deed, FaultPlan } from '../../../lab/faults/fault.ts';
import { replan } from '../../../lab/faults/replan.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import type { DataplaneName } from '../../../lab/plan/types.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { changedLab } from '../fixtures/reference-lab.ts';

type Draft = Parameters<Parameters<typeof changedLab>[0]>[0];

/** What it takes to make a lab another one, without what every deed begins with. */
function replanned(
  before: (draft: Draft) => void,
  change: (draft: Draft) => void,
  plane: DataplaneName = 'userspace',
): { apply: string[]; undo: string[] } {
  const lab = changedLab(before);
  const changed: Lab = changedLab((draft) => {
    before(draft);
    change(draft);
  });
  const { apply, undo }: Pick<FaultPlan, 'apply' | 'undo'> = replan(
    { definition: lab, plan: planLab(lab, plane) },
    changed,
  );
  const lines = (deeds: readonly Deed[]): string[] =>
    deeds.flatMap((deed) => ('run' in deed ? deed.run.split('\n') : [])).filter((line) => line !== 'set -e');
  return { apply: lines(apply), undo: lines(undo) };
}

const nothing = (): void => {};

describe('replan', () => {
  it('does nothing where nothing differs', () => {
    expect(replanned(nothing, nothing)).toEqual({ apply: [], undo: [] });
  });

  it('takes a route away and, undone, brings it back where its interface is up', () => {
    const { apply, undo } = replanned(nothing, (draft) => {
      draft.gateways[0].routeTables[2]!.routes.pop();
    });
    const route = '10.20.0.0/16 via 100.64.1.2 dev att-vpc-b onlink table 103';
    expect(apply).toEqual([`ip route del ${route} 2>/dev/null || :`]);
    expect(undo).toEqual([
      expect.stringContaining('is_up() {'),
      'if is_up att-vpc-b; then (',
      `  ip route replace ${route}`,
      ') & wait $! || if is_up att-vpc-b; then exit 1; fi; fi',
    ]);
  });

  it('lets a propagated route take the place of a static one', () => {
    const { apply } = replanned(
      (draft) => {
        const table = draft.gateways[0].routeTables[2]!;
        table.propagations = ['att-vpc-b'];
        table.routes[1]!.attachment = null;
      },
      (draft) => {
        draft.gateways[0].routeTables[2]!.routes.pop();
      },
    );
    expect(apply).toContain('  ip route replace 10.20.0.0/16 via 100.64.1.2 dev att-vpc-b onlink table 103');
    expect(apply).toContain('ip route del blackhole 10.20.0.0/16 table 103 2>/dev/null || :');
  });

  it('changes what a CHILD_SA brings, for the next one too', () => {
    const { apply, undo } = replanned(
      (draft) => {
        draft.customerGateways[0]!.router.routing = 'childSa';
      },
      (draft) => {
        draft.customerGateways[0]!.router.routes.pop();
      },
    );
    const file = '/etc/s2s/sa/Tunnel2.up.ip';
    const route = '10.20.0.0/16 dev Tunnel2 metric 200 src 10.30.12.85 proto 201';
    expect(apply).toEqual([
      `kept=$(grep -vxF 'route replace ${route}' ${file} || :); echo "$kept" >${file}`,
      `ip route del ${route} 2>/dev/null || :`,
      's2s-ike sync Tunnel2',
    ]);
    expect(undo).toEqual([
      `grep -qxF 'route replace ${route}' ${file} || echo 'route replace ${route}' >>${file}`,
      's2s-ike sync Tunnel2',
    ]);
  });
});
