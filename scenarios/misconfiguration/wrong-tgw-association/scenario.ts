import { asPredicted, established, explained, isolated, reaches, scenario } from 's2s-lab';
import { SERVER, TGW, VPC_A_HOST, VPC_B_HOST } from '../../cast.ts';

export default scenario({
  title: 'The VPN attachment looks up the wrong route table',
  proves:
    'with the VPN attachment associated with the table of VPC A, nothing from on-premises gets past the Transit Gateway, while everything from the VPCs arrives there',
  rule: 'What comes from an attachment is looked up in the one route table associated with that attachment, whatever other tables say.',
  source: 'AWS Transit Gateway guide, How transit gateways work',
  control: { labFile: '../../reference/lab.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(isolated(SERVER, VPC_A_HOST, TGW));
    await run.check(isolated(SERVER, VPC_B_HOST, TGW));
    // Only the answers are lost.
    await run.check(isolated(VPC_A_HOST, SERVER, SERVER));
    await run.check(isolated(VPC_B_HOST, SERVER, SERVER));
    await run.check(explained(SERVER, VPC_A_HOST, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'));
    await run.check(asPredicted());
    await run.converge('the attachment is associated with its own table', '../../reference/lab.yaml');
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST));
    await run.check(reaches(VPC_B_HOST, SERVER));
  },
});
