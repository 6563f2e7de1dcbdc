import { asPredicted, established, explained, isolated, reaches, scenario } from 's2s-lab';
import { SERVER, TGW, VPC_A_HOST, VPC_B_HOST } from '../../cast.ts';

export default scenario({
  title: 'Default route tables, and spokes that are isolated',
  proves:
    'with the default route table every attachment reaches every other, and with one table for associations and another for propagations the VPCs reach the site and not each other',
  rule: 'A Transit Gateway associates new attachments with its default association route table, and has them propagate into its default propagation route table. Traffic is looked up in the associated table alone.',
  source:
    'AWS Transit Gateway guide, How transit gateways work; Example: Isolated VPCs; EC2 API, ModifyTransitGatewayOptions',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(reaches(VPC_A_HOST, VPC_B_HOST));
    await run.check(reaches(SERVER, VPC_B_HOST));
    await run.converge('the spokes get a table without each other', 'isolated.yaml');
    await run.check(isolated(VPC_A_HOST, VPC_B_HOST, TGW));
    await run.check(explained(VPC_A_HOST, VPC_B_HOST, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'));
    await run.check(reaches(SERVER, VPC_A_HOST));
    await run.check(reaches(SERVER, VPC_B_HOST));
    await run.check(asPredicted());
  },
});
