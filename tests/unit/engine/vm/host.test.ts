import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { checkMemory, freePort, packagesMissing, tscKhz } from '../../../../lab/engine/vm/host.ts';
import { UsageError, VmError } from '../../../../lab/errors.ts';

describe('checkMemory', () => {
  it('is content with as much as is wanted', () => {
    expect(() => {
      checkMemory(3072, 3072);
    }).not.toThrow();
  });

  it('refuses less than an engine needs', () => {
    expect(() => {
      checkMemory(512, 9999);
    }).toThrow(UsageError);
  });

  it.each([
    [2000, 'memoryMiB: too little memory is available'],
    [900, 'end something: 1024 MiB is the least'],
  ])('says what to do with %d MiB available', (available, hint) => {
    expect(() => {
      checkMemory(3072, available);
    }).toThrow(hint);
  });
});

describe('tscKhz', () => {
  const cpuinfo = (flags: string): string =>
    `processor\t: 0\ncpu MHz\t\t: 2596.122\nflags\t\t: fpu ${flags}\n`;

  it('is the frequency of a virtual processor', () => {
    expect(tscKhz(cpuinfo('tsc hypervisor avx2'))).toBe(2_596_122);
  });

  it('is unknown where the frequency is that of the moment, or none is said', () => {
    expect(tscKhz(cpuinfo('tsc'))).toBeNull();
    expect(tscKhz(cpuinfo('aperfmperf hypervisor'))).toBeNull();
    expect(tscKhz('processor\t: 0\nflags\t\t: fpu hypervisor\n')).toBeNull();
  });
});

describe('freePort', () => {
  it('finds any, or takes the one that was asked for', async () => {
    const port = await freePort(undefined);
    expect(port).toBeGreaterThan(1023);
    expect(await freePort(port)).toBe(port);
  });

  it('names a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(freePort(port)).rejects.toThrow(`port: the port is taken\n  value: 127.0.0.1:${port}`);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('packagesMissing', () => {
  it('says what the script said, with its hints and what came before', () => {
    const error = packagesMissing('E: no mirror\ns2s: error: QEMU is missing\n     Install it: sudo apt\n');
    expect(error).toBeInstanceOf(VmError);
    expect(error.message).toBe('QEMU is missing\n  value: E: no mirror\n  hint: Install it: sudo apt');
  });

  it('is a clear error even where the script said nothing', () => {
    expect(packagesMissing('').message).toBe('the packages that the VM is made with cannot be installed');
  });
});
