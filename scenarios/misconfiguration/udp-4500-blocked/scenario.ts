import {
  asPredicted,
  down,
  established,
  explained,
  isolated,
  judgement,
  scenario,
  tunnelStates,
  within,
} from 's2s-lab';
import type { Check } from 's2s-lab';
import { ROUTER, SERVER, VPC_A_HOST } from '../../cast.ts';

const BOTH_WAIT_AT_4500: Check = {
  title: 'both negotiations have moved to UDP 4500, and wait',
  observe: async (lab) => {
    const sas = (await tunnelStates(lab)).map(({ ikeSa }) => ikeSa);
    return judgement(
      sas.every((sa) => sa?.state === 'CONNECTING' && sa.natLocal && sa.remotePort === 4500),
      sas.map((sa) => (sa === null ? 'no IKE_SA' : `${sa.state} at port ${sa.remotePort}`)).join('; '),
    );
  },
};

export default scenario({
  title: 'A firewall lets UDP 500 pass, and not UDP 4500',
  proves:
    'a firewall in front of the customer gateway that lets UDP 500 pass and UDP 4500 not ends both tunnels, and every negotiation stops where the ends have seen the NAT',
  rule: 'UDP 500 and, behind a NAT, UDP 4500 have to be open in both directions, to both endpoints.',
  source: 'AWS Site-to-Site VPN user guide, Your customer gateway device',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    const fault = await run.inject('block-ike', { customerGateway: 'onprem', port: '4500' });
    await run.check(isolated(SERVER, VPC_A_HOST, ROUTER));
    await run.check(down());
    await run.check(within(run.detectionMs, BOTH_WAIT_AT_4500));
    await run.check(explained(SERVER, VPC_A_HOST, 'IKE_BLOCKED'));
    await fault.undo();
    await run.check(established());
    await run.check(asPredicted());
  },
});
