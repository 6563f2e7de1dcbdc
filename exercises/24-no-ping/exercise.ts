import { fault, variedExercise } from 's2s-lab';
import { guesses, whatIsBroken } from '../diagnosis.ts';
import type { Case } from '../diagnosis.ts';

const closed = (securityGroup: string, host: string): Case => ({
  faults: [fault('close-security-group', { securityGroup })],
  cause: { code: 'ENI_SG_RULES_MISMATCH', at: [securityGroup, host, host.replace('-host', '')] },
});
const sourced = (routeTable: string, destinationCidrBlock: string): Case => ({
  faults: [fault('delete-vpc-route', { routeTable, destinationCidrBlock })],
  cause: { code: 'NO_ROUTE_TO_DESTINATION', at: [routeTable, routeTable.replace('-private', '')] },
});

export default variedExercise<Case>({
  title: 'A host answers no ping',
  goal: 'You can say why one of the hosts in AWS does not answer the site.',
  theme: 'Filters',
  minutes: 10,
  variants: [
    closed('vpc-a-icmp', 'vpc-a-host'),
    sourced('vpc-b-private', '10.30.0.0/16'),
    closed('vpc-b-icmp', 'vpc-b-host'),
    sourced('vpc-a-private', '10.30.0.0/16'),
  ],
  task: ({ faults, cause }) => ({
    start: { faults },
    items: [],
    questions: [whatIsBroken(cause)],
    hints: [
      'Ping in both directions: from the site to the host, and from the host to the site. Do both fail?',
      'A security group is stateful: what it lets out is answered, whatever its inbound rules say. A route table knows nothing of who has begun.',
      'Capture at the host: does the request arrive? If not, it is refused before; if so, the answer has no way back.',
    ],
    solution: {},
    wrongWays: guesses({ code: 'SUBNET_ACL_RESTRICTION', at: cause.at }, { code: cause.code, at: ['tgw'] }),
  }),
});
