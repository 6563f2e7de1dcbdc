import { describe, expect, it } from 'vitest';
import { libreswanProposals, strongswanProposals } from '../../../../lab/topology/router-config/proposals.ts';

describe('the notation of proposals', () => {
  it.each([
    ['aes128-sha1;modp1024', ['aes128-sha1-modp1024']],
    ['aes256-sha2_512;dh14,aes_gcm256-null', ['aes256-sha512-modp2048', 'aes256gcm16']],
    ['AES_CBC_256-HMAC_SHA1', ['aes256-sha1']],
    ['aes-sha2_256+sha2_384;dh19', ['aes128-sha256-sha384-ecp256']],
  ])("is strongSwan's for libreswan's %s", (value, proposals) => {
    expect(libreswanProposals(value)).toEqual(proposals);
  });

  it("is as written for strongSwan's own, without the ! behind them", () => {
    expect(strongswanProposals('aes128-sha1-modp1024, aes256gcm16-prfsha256-ecp256!')).toEqual([
      'aes128-sha1-modp1024',
      'aes256gcm16-prfsha256-ecp256',
    ]);
  });
});
