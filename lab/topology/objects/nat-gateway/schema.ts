import * as z from 'zod';
import { ipAddress } from '../../values.ts';

const GUIDE = 'AWS VPC user guide, NAT gateways';

/** Raw form of a NAT gateway. */
export const natGateway = z
  .strictObject({
    subnet: z.string().meta({
      description: 'Name of the subnet of this VPC that it is in: for a public one, a public subnet.',
      $comment: GUIDE,
    }),
    privateIpAddress: ipAddress("Address in the subnet, not one of the subnet's five reserved ones."),
    connectivityType: z
      .enum(['public', 'private'])
      .optional()
      .meta({ description: 'Whether it has an Elastic IP address; public by default.', $comment: GUIDE }),
    publicIpAddress: ipAddress('Elastic IP address of a public NAT gateway.')
      .meta({ $comment: GUIDE })
      .optional(),
  })
  .superRefine(({ connectivityType, publicIpAddress }, context) => {
    if ((connectivityType === 'private') === (publicIpAddress === undefined)) return;
    const isPrivate = connectivityType === 'private';
    context.addIssue({
      code: 'custom',
      path: isPrivate ? ['publicIpAddress'] : [],
      message: isPrivate ? 'stands at a private NAT gateway' : 'has no Elastic IP address',
      params: {
        rule: `a public NAT gateway has an Elastic IP address, a private one none (${GUIDE})`,
        hint: isPrivate ? 'leave it out' : 'write publicIpAddress, or connectivityType: private',
        atKey: true,
        value: undefined,
      },
    });
  });
