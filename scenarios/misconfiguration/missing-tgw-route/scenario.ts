import { scenario } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const B = 'vpc-b-host';

export default scenario({
  proves:
    'each direction needs its route in a table of its own: without the route to VPC A in the table of the VPN requests are lost at the Transit Gateway, without the one to on-premises in the table of VPC A the answers are',
  rule: 'A packet is looked up in the route table associated with the attachment it comes from, and dropped where no route matches.',
  source: 'AWS Transit Gateway guide, How transit gateways work',
  control: 'without-faults',
  async run(run) {
    await run.established();
    const there = await run.inject('delete-tgw-route', {
      routeTable: 'tgw-rt-vpn',
      destinationCidrBlock: '10.10.0.0/16',
    });
    await run.isolated(SERVER, A, 'tgw');
    await run.reaches(SERVER, B);
    await run.explained(SERVER, A, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT');
    await there.undo();
    await run.reaches(SERVER, A);
    const back = await run.inject('delete-tgw-route', {
      routeTable: 'tgw-rt-a',
      destinationCidrBlock: '10.30.0.0/16',
    });
    // The requests arrive; only the answers are lost.
    await run.isolated(SERVER, A, A);
    await run.isolated(A, SERVER, 'tgw');
    await run.explained(SERVER, A, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT');
    await back.undo();
    await run.asPredicted();
  },
});
