import { expect, it } from 'vitest';
import { sysctl } from '../../../../lab/diagnosis/kernel/sysctls.ts';
import { kernelWith } from '../fixtures.ts';

it('reads a setting by its whole path', () => {
  const kernel = kernelWith({ sysctls: ['conf/eth10/rp_filter:2', 'conf/eth1/rp_filter:1', 'ip_forward:0'] });
  expect(sysctl(kernel, 'conf/eth1/rp_filter')).toBe('1');
  expect(sysctl(kernel, 'ip_forward')).toBe('0');
  expect(sysctl(kernel, 'conf/eth2/rp_filter')).toBeUndefined();
});
