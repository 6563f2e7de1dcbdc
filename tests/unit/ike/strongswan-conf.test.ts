import { describe, expect, it } from 'vitest';
import { renderStrongswanConf } from '../../../lab/ike/strongswan-conf.ts';

const OPTIONS = { viciSocket: '/run/s2s/ike/charon/vici', retransmit: null };

describe('renderStrongswanConf', () => {
  it('renders what both data planes have', async () => {
    await expect(renderStrongswanConf(OPTIONS)).toMatchFileSnapshot('./golden/strongswan.conf');
  });

  it.each([
    [{ timeoutSeconds: 4, base: 1.8, tries: 5 }, '165.1 s'],
    [{ timeoutSeconds: 0.5, base: 1.4, tries: 5 }, '8.2 s'],
    [{ timeoutSeconds: 2, base: 1, tries: 2 }, '6.0 s'],
  ])('says how long retransmission %j lasts', (retransmit, total) => {
    const text = renderStrongswanConf({ ...OPTIONS, retransmit });
    expect(text).toContain(`given up after ${total}:`);
    expect(text).toContain(`retransmit_timeout = ${retransmit.timeoutSeconds}\n`);
    expect(text).toContain(`retransmit_base = ${retransmit.base}\n`);
    expect(text).toContain(`retransmit_tries = ${retransmit.tries}\n`);
  });
});
