import { checkNegotiated, checkTtl, scenario } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const B = 'vpc-b-host';
const WEAKEST = 'aes128-sha1-modp1024';

export default scenario({
  proves:
    'VPC A and VPC B each reach on-premises and back by ESP in UDP alone, from behind a NAT, and never reach each other',
  rule: 'What comes from an attachment is looked up in the one Transit Gateway route table associated with that attachment, and nowhere else.',
  source: 'AWS Transit Gateway guide, How transit gateways work',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.established();
    await run.isolated(A, B, 'vpc-a');
    await run.isolated(B, A, 'vpc-b');
    await run.explained(A, B, 'NO_ROUTE_TO_DESTINATION');
    await run.asPredicted();
    await run.check('both tunnels have what the router offers, behind a NAT', () =>
      checkNegotiated(run.lab, { version: 1, ike: WEAKEST, esp: WEAKEST, nat: true }),
    );
    await run.encrypted(SERVER, A);
    await run.encrypted(B, SERVER);
    await run.check('the implicit router of VPC A is no hop', () =>
      checkTtl(run.lab, ROUTER, A, { arriving: 63, answer: 62 }),
    );
  },
});
