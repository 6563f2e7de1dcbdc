import { asPredicted, established, explained, isolated, reaches, scenario } from 's2s-lab';
import { SERVER, VPC_A, VPC_A_HOST } from '../../cast.ts';

const SSH = { tcpPort: 22 };

export default scenario({
  title: 'A network ACL without ephemeral ports',
  proves:
    'behind a network ACL that has rules for SSH and ICMP only, ping works both ways and no connection does: each is begun, and its answer lost at the subnet',
  rule: 'A network ACL is stateless: an answer is let through by a rule of its own, and answers go to the ephemeral port of the client.',
  source: 'Amazon VPC user guide, Network ACLs, Ephemeral ports',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST));
    await run.check(reaches(VPC_A_HOST, SERVER));
    await run.check(asPredicted(SSH));
    await run.check(explained(SERVER, VPC_A_HOST, 'SUBNET_ACL_RESTRICTION', SSH));
    await run.check(explained(VPC_A_HOST, SERVER, 'SUBNET_ACL_RESTRICTION', SSH));
    await run.converge('the network ACL gets rules for ephemeral ports', 'control.yaml');
    await run.check(reaches(SERVER, VPC_A_HOST, SSH));
    await run.check(reaches(VPC_A_HOST, SERVER, SSH));
    await run.check(asPredicted(SSH));
    // What a security group would let go on, for it is a flow that is under way, a network ACL stops.
    const fault = await run.inject('deny-in-network-acl', { networkAcl: 'vpc-a-acl', ruleNumber: 100 });
    await run.check(isolated(SERVER, VPC_A_HOST, VPC_A));
    await run.check(explained(SERVER, VPC_A_HOST, 'SUBNET_ACL_RESTRICTION'));
    await fault.undo();
    await run.check(asPredicted());
  },
});
