import { scenario } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const B = 'vpc-b-host';

export default scenario({
  proves:
    'with the VPN attachment associated with the table of VPC A, nothing from on-premises gets past the Transit Gateway, while everything from the VPCs arrives there',
  rule: 'What comes from an attachment is looked up in the one route table associated with that attachment, whatever other tables say.',
  source: 'AWS Transit Gateway guide, How transit gateways work',
  control: { labFile: '../../reference/lab.yaml' },
  async run(run) {
    await run.established();
    await run.isolated(SERVER, A, 'tgw');
    await run.isolated(SERVER, B, 'tgw');
    // Only the answers are lost.
    await run.isolated(A, SERVER, SERVER);
    await run.isolated(B, SERVER, SERVER);
    await run.explained(SERVER, A, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT');
    await run.asPredicted();
    await run.converge('the attachment is associated with its own table', '../../reference/lab.yaml');
    await run.established();
    await run.reaches(SERVER, A);
    await run.reaches(B, SERVER);
  },
});
