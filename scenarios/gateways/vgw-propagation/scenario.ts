import { asPredicted, established, explained, isolated, reaches, scenario } from 's2s-lab';
import { SERVER, VPC_A, VPC_A_HOST } from '../../cast.ts';

const PUBLIC_HOST = 'vpc-a-public';

export default scenario({
  title: 'Route propagation of a virtual private gateway',
  proves:
    'the static route of a VPN connection is in those route tables of the VPC that its virtual private gateway propagates into, and in no other',
  rule: 'A virtual private gateway brings the routes of its VPN connections into a VPC route table once route propagation is enabled for that table.',
  source: 'AWS S2S VPN user guide, Enable route propagation in your route table',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST));
    await run.check(isolated(PUBLIC_HOST, SERVER, VPC_A));
    // The requests arrive; only the answers are lost.
    await run.check(isolated(SERVER, PUBLIC_HOST, PUBLIC_HOST));
    await run.check(explained(PUBLIC_HOST, SERVER, 'NO_ROUTE_TO_DESTINATION'));
    await run.converge('propagation is enabled for vpc-a-public', 'propagated.yaml');
    await run.check(reaches(PUBLIC_HOST, SERVER));
    await run.check(reaches(SERVER, PUBLIC_HOST));
    await run.check(asPredicted());
  },
});
