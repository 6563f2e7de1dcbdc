import { asPredicted, established, explained, isolated, reaches, scenario } from 's2s-lab';
import { SERVER, TGW, VPC_A_HOST, VPC_B_HOST } from '../../cast.ts';

export default scenario({
  title: 'A Transit Gateway route is missing, there or back',
  proves:
    'each direction needs its route in a table of its own: without the route to VPC A in the table of the VPN requests are lost at the Transit Gateway, without the one to on-premises in the table of VPC A the answers are',
  rule: 'A packet is looked up in the route table associated with the attachment it comes from, and dropped where no route matches.',
  source: 'AWS Transit Gateway guide, How transit gateways work',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    const there = await run.inject('delete-tgw-route', {
      routeTable: 'tgw-rt-vpn',
      destinationCidrBlock: '10.10.0.0/16',
    });
    await run.check(isolated(SERVER, VPC_A_HOST, TGW));
    await run.check(reaches(SERVER, VPC_B_HOST));
    await run.check(explained(SERVER, VPC_A_HOST, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'));
    await there.undo();
    await run.check(reaches(SERVER, VPC_A_HOST));
    const back = await run.inject('delete-tgw-route', {
      routeTable: 'tgw-rt-a',
      destinationCidrBlock: '10.30.0.0/16',
    });
    // The requests arrive; only the answers are lost.
    await run.check(isolated(SERVER, VPC_A_HOST, VPC_A_HOST));
    await run.check(isolated(VPC_A_HOST, SERVER, TGW));
    await run.check(explained(SERVER, VPC_A_HOST, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'));
    await back.undo();
    await run.check(asPredicted());
  },
});
