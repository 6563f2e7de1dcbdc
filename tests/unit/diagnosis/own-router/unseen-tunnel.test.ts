import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../lab/diagnosis/diagnose.ts';
import type { NodeObservation } from '../../../../lab/diagnosis/observation.ts';
import type { Recording } from '../../../../lab/diagnosis/recording.ts';
import type { OwnRouter } from '../../../../lab/topology/types.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

const ROUTER = 'onprem-router';
const own: OwnRouter = { daemon: 'strongswan', image: null, script: null, keys: [], files: [] };
const lab = {
  ...referenceLab,
  customerGateways: referenceLab.customerGateways.map((gateway) => ({
    ...gateway,
    router: { ...gateway.router, own, connections: [], routes: [] },
  })),
};
const HUNG =
  '2026-11-28T13:36:36Z ended after 10 s, as the tunnel waits for it: updown script 2>&1 /etc/ipsec.d/fails.sh -ln Tunnel2';

function explained(from: string, to: string, node: Partial<NodeObservation>) {
  const nodes = { [ROUTER]: { daemons: {}, ikeLog: [], ...node } };
  const recording = {
    from,
    to,
    options: {},
    observation: { dataplane: 'userspace', nodes },
    trace: null,
    ikeMessages: {},
  };
  return diagnose(lab, recording as unknown as Recording).diagnosis;
}

describe("a tunnel of an owner's own router whose connection was not seen", () => {
  const silent = { charon: { process: 'running' as const, sas: null } };

  it('is explained from either end by the script that its daemon waits for, without a probe', () => {
    for (const [from, to] of [
      [ROUTER, 'tunnel-1'],
      ['tunnel-1', ROUTER],
    ] as const) {
      const { probed, answered, cause } = explained(from, to, { daemons: silent, ikeLog: [HUNG] });
      expect([probed, answered]).toEqual([false, false]);
      expect(cause).toMatchObject({ node: ROUTER, code: 'UPDOWN_SCRIPT_HANGS' });
      expect(cause?.text).toContain('/etc/ipsec.d/fails.sh');
    }
  });

  it('is said to be unseen while no script was named yet', () => {
    const { cause } = explained(ROUTER, 'tunnel-1', { daemons: silent });
    expect(cause).toMatchObject({ node: ROUTER, code: 'TUNNEL_DOWN_IKE_NO_RESPONSE' });
    expect(cause?.text).toMatch(
      /answers nobody, so that it is not seen whether it has a connection to tunnel-1/,
    );
  });

  it('is not loaded where its daemon answers', () => {
    const { cause } = explained(ROUTER, 'tunnel-1', { daemons: { charon: { process: 'running', sas: [] } } });
    expect(cause?.code).toBe('TUNNEL_DOWN_NO_SA');
  });

  it('is none of a host', () => {
    expect(() => explained('onprem-server', 'tunnel-1', {})).toThrow(/from its own two ends only/);
  });
});
