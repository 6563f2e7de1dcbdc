import {
  asPredicted,
  encrypted,
  established,
  explained,
  isolated,
  negotiated,
  scenario,
  titled,
  ttls,
} from 's2s-lab';
import { ROUTER, SERVER, VPC_A, VPC_A_HOST, VPC_B, VPC_B_HOST } from '../cast.ts';

const WEAKEST = 'aes128-sha1-modp1024';

export default scenario({
  title: 'Two VPCs reach on-premises, and never each other',
  proves:
    'VPC A and VPC B each reach on-premises and back by ESP in UDP alone, from behind a NAT, and never reach each other',
  rule: 'What comes from an attachment is looked up in the one Transit Gateway route table associated with that attachment, and nowhere else.',
  source: 'AWS Transit Gateway guide, How transit gateways work',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(isolated(VPC_A_HOST, VPC_B_HOST, VPC_A));
    await run.check(isolated(VPC_B_HOST, VPC_A_HOST, VPC_B));
    await run.check(explained(VPC_A_HOST, VPC_B_HOST, 'NO_ROUTE_TO_DESTINATION'));
    await run.check(asPredicted());
    await run.check(negotiated({ version: 1, ike: WEAKEST, esp: WEAKEST, nat: true }));
    await run.check(encrypted(SERVER, VPC_A_HOST));
    await run.check(encrypted(VPC_B_HOST, SERVER));
    await run.check(
      titled(
        'the implicit router of VPC A is no hop',
        ttls(ROUTER, VPC_A_HOST, { arriving: 63, answer: 62 }),
      ),
    );
  },
});
