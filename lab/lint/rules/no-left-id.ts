import { contains, isIpAddress } from '../../topology/cidr.ts';
import type { LintRule } from '../finding.ts';
import { placeOf, write } from '../linted-router.ts';

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

export const noLeftId: LintRule = {
  name: 'no-left-id',
  severity: 'warning',
  why: 'Behind a NAT a router without leftid calls itself by its private address, and AWS knows the customer gateway by its public one only.',
  source: 'AWS Site-to-Site VPN user guide, Customer gateway options; ipsec.conf(5), leftid',
  check: ({ conns }) =>
    conns
      .filter(({ leftId }) => leftId === null)
      .flatMap((conn) => {
        const { left, name } = conn;
        const isPrivate =
          left !== null && isIpAddress(left) && PRIVATE.some((block) => contains(block, left));
        if (left !== null && !left.startsWith('%') && !isPrivate) return [];
        return [
          {
            ...placeOf(conn, 'left', 'local_addrs'),
            what: isPrivate
              ? `${name} calls itself ${left}, which AWS does not know`
              : `${name} has no leftid: unless the machine itself has the public address, AWS does not know it`,
            hint: write(
              conn,
              'leftid=<public address of the customer gateway>',
              'id = <public address of the customer gateway> into local { }',
            ),
            ...(isPrivate ? { severity: 'error' as const } : {}),
          },
        ];
      }),
};
