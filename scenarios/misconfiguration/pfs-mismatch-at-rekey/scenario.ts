import {
  established,
  explained,
  ikeSa,
  isolated,
  judge,
  judgement,
  reaches,
  rekeyed,
  scenario,
  tunnelStates,
  within,
} from 's2s-lab';
import type { Check } from 's2s-lab';
import { ROUTER, SERVER, TUNNEL_1, VPC_A_HOST } from '../../cast.ts';

const CHILD_SA_IS_GONE: Check = {
  title: 'the CHILD_SA has lived its life',
  observe: async (lab) => {
    const { childSa } = (await tunnelStates(lab)).find(({ tunnel }) => tunnel === TUNNEL_1)!;
    return judgement(childSa === null, childSa === null ? 'no CHILD_SA' : `CHILD_SA ${childSa.state}`);
  },
};

export default scenario({
  title: 'A wrong PFS group shows at the first rekeying',
  proves:
    'with IKEv2 a DH group for PFS that AWS does not have lets the tunnel come up and carry traffic, and ends it when its first CHILD_SA does',
  rule: 'The phase 2 Diffie-Hellman groups are those of the tunnel options, 2, 5 and 14 to 24 at most; the first CHILD_SA of IKEv2 has no exchange of its own.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options; RFC 7296, section 1.2',
  control: 'without-faults',
  async run(run) {
    const { lifetimeSeconds } = run.lab.definition.customerGateways[0]!.router.connections[0]!;
    await run.check(established());
    const wrong = await run.inject('wrong-pfs-group', { connection: 'Tunnel1' });
    await run.check(established(TUNNEL_1));
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    await run.check({
      title: 'AWS refuses the first rekeying',
      observe: async (lab) => {
        const { verdict, evidence } = await judge(lab, rekeyed(TUNNEL_1, 'CHILD_SA'));
        return judgement(verdict === 'failed', evidence);
      },
    });
    await run.check(within(2000 * lifetimeSeconds, CHILD_SA_IS_GONE));
    await run.check(ikeSa(ROUTER, 'Tunnel1', 'ESTABLISHED'));
    await run.check(isolated(SERVER, VPC_A_HOST, ROUTER));
    await run.check(explained(SERVER, VPC_A_HOST, 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN'));
    await wrong.undo();
    await run.check(established());
    await run.check(rekeyed(TUNNEL_1, 'CHILD_SA'));
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
  },
});
