import { describe, expect, it } from 'vitest';
import { hostNamed, hosts } from '../../../lab/aws/hosts.ts';
import { UsageError } from '../../../lab/errors.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

describe('hosts', () => {
  it('lists instances, routers and the hosts behind them, with the addresses to ping', () => {
    expect(hosts(referenceLab).map(({ name, address }) => [name, address])).toEqual([
      ['vpc-a-host', '10.10.141.106'],
      ['vpc-b-host', '10.20.139.27'],
      ['onprem-router', '10.30.12.85'],
      ['onprem-server', '10.30.141.20'],
    ]);
  });
});

describe('hostNamed', () => {
  it('finds a host', () => {
    expect(hostNamed(referenceLab, 'onprem-server').address).toBe('10.30.141.20');
  });

  it('refuses an unknown name with a hint', () => {
    expect(() => hostNamed(referenceLab, 'onprem-sever')).toThrow(UsageError);
    expect(() => hostNamed(referenceLab, 'onprem-sever')).toThrow('onprem-server');
  });
});
