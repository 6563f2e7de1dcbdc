import { asPredicted, established, explained, isolated, reaches, scenario } from 's2s-lab';
import { SERVER, VPC_A, VPC_A_HOST } from '../../cast.ts';

export default scenario({
  title: 'A security group without ingress rules',
  proves:
    'a security group without ingress rules refuses what on-premises sends unasked, at the VPC, while VPC A still reaches on-premises and hears the answers',
  rule: 'A security group lets in what one of its rules allows, and the answers to what was let out whatever the rules say: it is stateful.',
  source: 'Amazon VPC user guide, Security groups',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    const fault = await run.inject('close-security-group', { securityGroup: 'vpc-a-icmp' });
    await run.check(isolated(SERVER, VPC_A_HOST, VPC_A));
    await run.check(reaches(VPC_A_HOST, SERVER));
    await run.check(explained(SERVER, VPC_A_HOST, 'ENI_SG_RULES_MISMATCH'));
    await fault.undo();
    await run.check(asPredicted());
  },
});
