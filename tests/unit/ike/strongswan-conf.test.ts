import { describe, expect, it } from 'vitest';
import { renderStrongswanConf } from '../../../lab/ike/strongswan-conf.ts';

const OPTIONS = { viciSocket: '/run/s2s/ike/Tunnel2/vici', port: 1500, portNatT: 5500 };

describe('renderStrongswanConf', () => {
  it('renders the userspace data plane', async () => {
    const text = renderStrongswanConf({ ...OPTIONS, dataplane: 'userspace' });
    await expect(text).toMatchFileSnapshot('./golden/userspace.strongswan.conf');
  });

  it('renders the kernel data plane', async () => {
    const text = renderStrongswanConf({ ...OPTIONS, dataplane: 'kernel', port: 500, portNatT: 4500 });
    await expect(text).toMatchFileSnapshot('./golden/kernel.strongswan.conf');
  });

  it.each([
    [{ timeoutSeconds: 4, base: 1.8, tries: 5 }, '165.1 s'],
    [{ timeoutSeconds: 0.5, base: 1.4, tries: 5 }, '8.2 s'],
    [{ timeoutSeconds: 2, base: 1, tries: 2 }, '6.0 s'],
  ])('says how long retransmission %j lasts', (retransmit, total) => {
    const text = renderStrongswanConf({ ...OPTIONS, dataplane: 'kernel', retransmit });
    expect(text).toContain(`given up after ${total}:`);
    expect(text).toContain(`retransmit_timeout = ${retransmit.timeoutSeconds}\n`);
    expect(text).toContain(`retransmit_base = ${retransmit.base}\n`);
    expect(text).toContain(`retransmit_tries = ${retransmit.tries}\n`);
  });
});
