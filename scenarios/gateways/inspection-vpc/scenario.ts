import { asPredicted, explained, reaches, scenario } from 's2s-lab';
import { VPC_A_HOST, VPC_B_HOST } from '../../cast.ts';

const SSH = { tcpPort: 22 };

export default scenario({
  title: 'An inspection VPC, and appliance mode',
  proves:
    'spokes in two availability zones reach each other by the stateful firewall of an inspection VPC, and without appliance mode the answer comes to the firewall of the other zone, which drops it',
  rule: 'A Transit Gateway keeps packets in the availability zone that they come from. With appliance mode it takes one network interface for both directions of a flow.',
  source: 'AWS Transit Gateway guide, Example: Appliance in a shared services VPC',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(reaches(VPC_A_HOST, VPC_B_HOST));
    await run.check(reaches(VPC_B_HOST, VPC_A_HOST, SSH));
    await run.check(asPredicted());
    await run.converge('appliance mode is switched off', 'asymmetric.yaml');
    await run.check(explained(VPC_A_HOST, VPC_B_HOST, 'CONNECTION_NOT_TRACKED'));
    await run.check(explained(VPC_B_HOST, VPC_A_HOST, 'CONNECTION_NOT_TRACKED', SSH));
    await run.check(asPredicted(SSH));
    await run.check(asPredicted());
  },
});
