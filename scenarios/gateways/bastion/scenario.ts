import { asPredicted, established, explained, isolated, prints, scenario } from 's2s-lab';
import { INTERNET, VPC_A_HOST } from '../../cast.ts';

const LAPTOP = 'laptop';
const BASTION_ADDRESS = '52.79.1.20';
const PRIVATE_ADDRESS = '10.10.141.106';

export default scenario({
  title: 'A bastion in a public subnet',
  proves:
    'a host on the Internet gets to a private instance by SSH over a bastion with an Elastic IP address, and not directly',
  rule: 'An instance without a public address is not reached from the Internet; a bastion in a public subnet is, and from there the private one, where security groups let it.',
  source: 'AWS VPC user guide, Internet gateways; AWS Prescriptive Guidance, Access a bastion host',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(prints(LAPTOP, `ssh ${BASTION_ADDRESS} hostname`, /^bastion$/m));
    await run.check(
      prints(
        LAPTOP,
        `ssh -J ${BASTION_ADDRESS} ${PRIVATE_ADDRESS} hostname`,
        new RegExp(`^${VPC_A_HOST}$`, 'm'),
      ),
    );
    await run.check(isolated(LAPTOP, VPC_A_HOST, INTERNET));
    await run.check(explained(LAPTOP, VPC_A_HOST, 'NO_POSSIBLE_DESTINATION'));
    await run.check(explained(VPC_A_HOST, LAPTOP, 'NO_ROUTE_TO_DESTINATION'));
    await run.check(asPredicted());
  },
});
