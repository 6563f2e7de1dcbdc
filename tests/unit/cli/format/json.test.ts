import { expect, it } from 'vitest';
import { formatJson } from '../../../../lab/cli/format/json.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import { changedLab } from '../../fixtures/reference-lab.ts';

it('shows no pre-shared key, neither of the lab nor of its plan, but says that there is one', () => {
  const lab = changedLab((draft) => {
    draft.vpnConnections[0]!.tunnels[0].preSharedKey = 'VerySecret.1';
    draft.customerGateways[0]!.router.connections[0]!.preSharedKey = 'VerySecret.2';
  });
  for (const value of [lab, planLab(lab, 'userspace'), planLab(lab, 'kernel')]) {
    const json = formatJson(value);
    expect(json).not.toContain('VerySecret');
    expect(json).toContain('"preSharedKey": "<set>"');
    expect(json).toContain('"preSharedKey": null');
  }
});
