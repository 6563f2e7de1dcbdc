import { checkRekey, scenario, tunnelStates } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves:
    'with IKEv2 a DH group for PFS that AWS does not have lets the tunnel come up and carry traffic, and ends it when its first CHILD_SA does',
  rule: 'The phase 2 Diffie-Hellman groups are those of the tunnel options, 2, 5 and 14 to 24 at most; the first CHILD_SA of IKEv2 has no exchange of its own.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options; RFC 7296, section 1.2',
  control: 'without-faults',
  async run(run) {
    const { lifetimeSeconds } = run.lab.definition.customerGateways[0]!.router.connections[0]!;
    await run.established();
    const wrong = await run.inject('wrong-pfs-group', { connection: 'Tunnel1' });
    await run.established('tunnel-1');
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    await run.check('AWS refuses the first rekeying', async () => {
      const { verdict, evidence } = await checkRekey(run.lab, 'tunnel-1', 'CHILD_SA');
      return { verdict: verdict === 'failed' ? 'passed' : 'failed', evidence };
    });
    await run.waitUntil('the CHILD_SA has lived its life', 2000 * lifetimeSeconds, async () => {
      const { childSa } = (await tunnelStates(run.lab)).find(({ tunnel }) => tunnel === 'tunnel-1')!;
      return { done: childSa === null, seen: childSa === null ? 'no CHILD_SA' : `CHILD_SA ${childSa.state}` };
    });
    await run.ikeSa(ROUTER, 'Tunnel1', 'ESTABLISHED');
    await run.isolated(SERVER, A, ROUTER);
    await run.explained(SERVER, A, 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN');
    await wrong.undo();
    await run.established();
    await run.rekeys('tunnel-1', 'CHILD_SA');
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
  },
});
