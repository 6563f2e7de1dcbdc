import { expect, it } from 'vitest';
import { handleOf, withoutCounts } from '../../../../lab/diagnosis/kernel/ruleset.ts';
import { kernelWith } from '../fixtures.ts';

const kernel = kernelWith({
  ruleset: [
    'table ip filter { # handle 1',
    '	chain INPUT { # handle 1',
    '		counter packets 0 bytes 0 drop # handle 9',
    '	}',
    '	chain FORWARD { # handle 2',
    '		type filter hook forward priority filter; policy accept;',
    '		meta l4proto icmp counter packets 7 bytes 588 drop # handle 5',
    '	}',
    '}',
    'table ip other { # handle 2',
    '	chain FORWARD { # handle 1',
    '		meta l4proto icmp counter packets 7 bytes 588 drop # handle 3',
    '	}',
    '}',
  ],
});
const rule = { family: 'ip', table: 'filter', chain: 'FORWARD', text: 'meta l4proto icmp counter drop' };

it('finds the handle of a rule by its table and chain, whatever it has counted', () => {
  expect(handleOf(kernel, rule)).toBe('5');
  expect(handleOf(kernel, { ...rule, table: 'other' })).toBe('3');
  expect(handleOf(kernel, { ...rule, chain: 'INPUT' })).toBeNull();
});

it('takes the counts out of a rule', () => {
  expect(withoutCounts('ip saddr 10.0.0.1 counter packets 7 bytes 588 drop')).toBe(
    'ip saddr 10.0.0.1 counter drop',
  );
});
