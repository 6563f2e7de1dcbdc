import { expect, it } from 'vitest';
import { expectedPairs } from '../../../lab/gate/expected.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import { expecting, expectingOf } from './gate-lab.ts';

it('is every host of one side with every one of the other, once, and none with itself', () => {
  const pairs = expectedPairs(
    expecting(
      { from: ['onprem', 'onprem-server'], to: ['vpc-a', 'vpc-b'] },
      { from: ['vpc-a'], to: ['0.0.0.0/0'] },
    ),
  );
  expect(pairs.map(({ expectation, from, to }) => `${expectation} ${from} ${to}`)).toEqual([
    '0 onprem-server vpc-a-host',
    '0 onprem-server vpc-b-host',
    '1 vpc-a-host vpc-b-host',
    '1 vpc-a-host onprem-router',
    '1 vpc-a-host onprem-server',
  ]);
});

it('says in its title all that is expected', () => {
  const during = { fault: 'kill-charon', parameters: { tunnel: 'tunnel-1' } };
  const titles = expectedPairs(
    expecting(
      { from: ['onprem'], to: ['vpc-a'], tcpPort: 443, reachable: false },
      { from: ['onprem'], to: ['vpc-a'], via: 'tunnel-2', during, maxOutageMs: 5000 },
    ),
  ).map(({ title }) => title);
  expect(titles).toEqual([
    'onprem-server does not reach vpc-a-host at TCP port 443',
    'onprem-server reaches vpc-a-host by tunnel-2 during kill-charon tunnel-1 within 5000 ms',
  ]);
});

it('is over each IP version that both hosts have, unless an expectation or its tunnel says one', () => {
  const both = loadLab('scenarios/gateways/ipv6-inside/lab.yaml');
  const during = { fault: 'kill-charon', parameters: { tunnel: 'tunnel-1' } };
  const [from, to] = [['onprem'], ['vpc-a']];
  const pairs = expectedPairs(
    expectingOf(
      both,
      { from, to },
      { from, to, ipVersion: 'ipv4' },
      { from, to, via: 'tunnel-3' },
      { from: ['10.30.0.0/16'], to },
      { from: ['2001:db8:c::/48'], to },
      { from, to, during },
    ),
  );
  expect(pairs.map(({ expectation, from, title }) => `${expectation} ${from}: ${title}`)).toEqual([
    '0 onprem-server: onprem-server reaches vpc-a-host',
    '0 onprem-server: onprem-server reaches vpc-a-host over IPv6',
    '1 onprem-server: onprem-server reaches vpc-a-host',
    '2 onprem-server: onprem-server reaches vpc-a-host over IPv6 by tunnel-3',
    '3 onprem-router: onprem-router reaches vpc-a-host',
    '3 onprem-server: onprem-server reaches vpc-a-host',
    '4 onprem-router: onprem-router reaches vpc-a-host over IPv6',
    '4 onprem-server: onprem-server reaches vpc-a-host over IPv6',
    '5 onprem-server: onprem-server reaches vpc-a-host during kill-charon tunnel-1',
  ]);
});
