import { scenario } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves:
    'a security group without ingress rules refuses what on-premises sends unasked, at the VPC, while VPC A still reaches on-premises and hears the answers',
  rule: 'A security group lets in what one of its rules allows, and the answers to what was let out whatever the rules say: it is stateful.',
  source: 'Amazon VPC user guide, Security groups',
  control: 'without-faults',
  async run(run) {
    await run.established();
    const fault = await run.inject('close-security-group', { securityGroup: 'vpc-a-icmp' });
    await run.isolated(SERVER, A, 'vpc-a');
    await run.reaches(A, SERVER);
    await run.explained(SERVER, A, 'ENI_SG_RULES_MISMATCH');
    await fault.undo();
    await run.asPredicted();
  },
});
