import { expect, it } from 'vitest';
import { expectedPairs } from '../../../lab/gate/expected.ts';
import { expecting } from './gate-lab.ts';

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
