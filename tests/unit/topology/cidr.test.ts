import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressAt,
  asBlock,
  contains,
  hostBitsSet,
  isCidrBlock,
  isIpAddress,
  isIpv6Address,
  isIpv6CidrBlock,
  networkOf,
  overlaps,
  prefixLength,
  shortIpv6Address,
} from '../../../lab/topology/cidr.ts';

const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
const cidrBlocks = fc
  .tuple(octets, fc.nat(32))
  .map(([address, prefix]) => networkOf(`${address.join('.')}/${prefix}`));

describe('isCidrBlock and isIpAddress', () => {
  it.each(['10.1', '10.0.0.0', '10.0.0.0/24x', '10.0.0.0/-1', '10.0.0.0/33', '010.0.0.0/8', '10.0.0.0/08'])(
    'refuse %s',
    (text) => {
      expect(isCidrBlock(text)).toBe(false);
    },
  );

  it.each(['10.0.0.0/ 8', ' 10.0.0.0/8', '10.0.0.0/8\n', '256.0.0.0/8', '0x0a.0.0.0/8', '/24', '::/0', ''])(
    'refuse %j',
    (text) => {
      expect(isCidrBlock(text)).toBe(false);
    },
  );

  it.each(['10.1', '010.0.0.1', '10.0.0.256', '10.0.0.1 ', '10.0.0.1/32', '167772161'])(
    'refuse %j',
    (text) => {
      expect(isIpAddress(text)).toBe(false);
    },
  );

  it('take what they should', () => {
    expect(['0.0.0.0/0', '10.1.2.3/16', '255.255.255.255/32'].every(isCidrBlock)).toBe(true);
    expect(['0.0.0.0', '10.30.12.85', '255.255.255.255'].every(isIpAddress)).toBe(true);
  });
});

describe('arithmetic', () => {
  it('throws on what is no CIDR block', () => {
    expect(() => prefixLength('10.1/16')).toThrow(TypeError);
    expect(() => contains('10.0.0.0/8', '10.1')).toThrow(TypeError);
  });

  it('sees host bits', () => {
    expect(hostBitsSet('10.10.1.0/16')).toBe(true);
    expect(hostBitsSet('10.10.0.0/16')).toBe(false);
    expect(hostBitsSet('0.0.0.0/0')).toBe(false);
    expect(networkOf('10.10.1.7/16')).toBe('10.10.0.0/16');
  });

  it('counts addresses from either end', () => {
    expect(addressAt('169.254.216.28/30', 1)).toBe('169.254.216.29');
    expect(addressAt('169.254.216.28/30', 2)).toBe('169.254.216.30');
    expect(addressAt('10.10.128.0/20', -1)).toBe('10.10.143.255');
    expect(addressAt('255.255.255.255/32', 0)).toBe('255.255.255.255');
    expect(() => addressAt('169.254.216.28/30', 4)).toThrow(RangeError);
  });

  it('holds inner blocks and addresses, not outer ones', () => {
    expect(contains('10.10.0.0/16', '10.10.255.255')).toBe(true);
    expect(contains('10.10.0.0/16', '10.11.0.0')).toBe(false);
    expect(contains('10.10.0.0/16', '10.10.128.0/17')).toBe(true);
    expect(contains('10.10.128.0/17', '10.10.0.0/16')).toBe(false);
    expect(contains('0.0.0.0/0', '255.255.255.255')).toBe(true);
  });

  it('overlaps exactly where the ends say so', () => {
    const number = (address: string): number =>
      address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
    fc.assert(
      fc.property(cidrBlocks, cidrBlocks, (a, b) => {
        const [firstA, lastA] = [number(addressAt(a, 0)), number(addressAt(a, -1))];
        const [firstB, lastB] = [number(addressAt(b, 0)), number(addressAt(b, -1))];
        expect(overlaps(a, b)).toBe(firstA <= lastB && firstB <= lastA);
        expect(contains(a, b)).toBe(firstA <= firstB && lastB <= lastA);
      }),
    );
  });
});

describe('IPv6', () => {
  const groups = fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 });
  const addresses = groups.map((all) => shortIpv6Address(all.map((each) => each.toString(16)).join(':'))!);

  it('is taken in its short form alone', () => {
    expect(['::', '::1', '2001:db8:a::6a', 'fe80::1'].every(isIpv6Address)).toBe(true);
    expect(
      ['2001:DB8::1', '2001:db8:0::1', 'fe80::1%eth0', '10.0.0.1', ':::', '2001:db8::/32'].filter(
        isIpv6Address,
      ),
    ).toEqual([]);
    expect(shortIpv6Address('2001:0DB8:0:0:0:0:0:01')).toBe('2001:db8::1');
    expect(['::/0', 'fd00::/8', '2001:db8::1/128'].every(isIpv6CidrBlock)).toBe(true);
    expect(['::', '::/129', '::/08', '10.0.0.0/8', '2001:db8::/', '::/0/0'].filter(isIpv6CidrBlock)).toEqual(
      [],
    );
  });

  it('has blocks, and addresses in them, as IPv4 has', () => {
    expect(networkOf('2001:db8:a::6a/56')).toBe('2001:db8:a::/56');
    expect([hostBitsSet('fd00::2/126'), hostBitsSet('fd00::/126')]).toEqual([true, false]);
    expect([1, 2, -1].map((n) => addressAt('fd3a:51e:1::/126', n))).toEqual([
      'fd3a:51e:1::1',
      'fd3a:51e:1::2',
      'fd3a:51e:1::3',
    ]);
    expect(() => addressAt('fd00::/126', 4)).toThrow(RangeError);
    expect(asBlock('fd00::1')).toBe('fd00::1/128');
    expect(prefixLength('::/0')).toBe(0);
    expect(() => prefixLength('fd00::')).toThrow(TypeError);
  });

  it('and IPv4 hold nothing of each other', () => {
    expect(contains('0.0.0.0/0', '::1')).toBe(false);
    expect(contains('::/0', '10.0.0.1')).toBe(false);
    expect(overlaps('::/0', '0.0.0.0/0')).toBe(false);
  });

  it('has each address in every block around it', () => {
    fc.assert(
      fc.property(addresses, fc.nat(128), (address, bits) => {
        const block = networkOf(`${address}/${bits}`);
        expect(contains(block, address)).toBe(true);
        expect(networkOf(block)).toBe(block);
        expect(contains(block, addressAt(block, 0))).toBe(true);
        expect(contains(block, addressAt(block, -1))).toBe(true);
      }),
    );
  });
});
