import { describe, expect, it } from 'vitest';
import { vrrpDrop } from '../../../lab/diagnosis/vrrp-filter.ts';
import { kernelWith } from './fixtures.ts';

const filter = (hook: string, policy: string, ...rules: string[]) =>
  kernelWith({
    ruleset: [
      'table ip filter { # handle 1',
      '	chain INPUT { # handle 1',
      `		type filter hook ${hook} priority filter; policy ${policy};`,
      ...rules.map((rule, index) => `		${rule} # handle ${index + 2}`),
      '	}',
      '}',
    ],
  });
const drops = (...given: Parameters<typeof filter>): string | undefined => vrrpDrop(filter(...given))?.text;

describe('what keeps VRRP out', () => {
  it('is a rule that names it, by its protocol or by its group', () => {
    for (const match of ['meta l4proto 112', 'ip protocol vrrp', 'ip daddr 224.0.0.18'])
      expect(drops('input', 'accept', `${match} counter packets 3 bytes 120 drop`)).toBe(
        `${match} counter drop`,
      );
  });

  it('is a chain that is closed, and has no rule that may let it in', () => {
    const others = ['iifname "lo" accept', 'ct state established,related accept', 'udp dport 500 accept'];
    expect(drops('input', 'drop', ...others)).toBe('policy drop');
    for (const open of ['ip protocol vrrp accept', 'iifname "eth1" accept', 'jump trusted'])
      expect(drops('input', 'drop', ...others, open)).toBeUndefined();
  });

  it('is no rule behind an accept, and none of what is forwarded', () => {
    expect(drops('input', 'accept', 'meta l4proto 112 accept', 'meta l4proto 112 drop')).toBeUndefined();
    expect(drops('forward', 'drop', 'meta l4proto 112 drop')).toBeUndefined();
    expect(drops('input', 'accept')).toBeUndefined();
  });
});
