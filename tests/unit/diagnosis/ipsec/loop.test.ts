import { expect, it } from 'vitest';
import { AWS_1, endOf, policies, ROUTER, vti } from './kernel-plane.ts';

it('tells a rule that marks ESP with the mark of the policies', () => {
  const hop = endOf({
    kernel: {
      links: [vti('Tunnel1', AWS_1, 100)],
      policies: policies(AWS_1, { mark: 100 }),
      ruleset: [
        'table ip mangle { # handle 3',
        '\tchain INPUT { # handle 1',
        '\t\ttype filter hook input priority mangle; policy accept;',
        '\t\tip saddr 43.200.198.51 ip protocol esp counter packets 4 bytes 600 meta mark set 0x64 # handle 2',
        '\t}',
        '}',
      ],
    },
    seen: { return: { 'onprem-server': null } },
  });
  expect(hop).toMatchObject({
    node: ROUTER,
    code: 'IPSEC_LOOP',
    repair: { node: ROUTER, command: 'nft delete rule ip mangle INPUT handle 2' },
  });
  expect(hop.text).toContain('marks ESP with 100');
});
