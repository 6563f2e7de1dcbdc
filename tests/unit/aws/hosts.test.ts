import { describe, expect, it } from 'vitest';
import { hostNamed, hosts, isShared } from '../../../lab/aws/hosts.ts';
import { UsageError } from '../../../lab/errors.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';

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

describe('isShared', () => {
  it('is an address that two hosts have', () => {
    const equal = changedLab((lab) => (lab.vpcs[1]!.instances[0]!.privateIpAddress = '10.10.141.106'));
    expect(isShared(equal, '10.10.141.106')).toBe(true);
    expect(isShared(equal, '10.30.141.20')).toBe(false);
    expect(isShared(referenceLab, '10.10.141.106')).toBe(false);
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
