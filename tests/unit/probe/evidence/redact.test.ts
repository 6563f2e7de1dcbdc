import { describe, expect, it } from 'vitest';
import { redactor } from '../../../../lab/probe/evidence/redact.ts';

/** As iproute2 prints it: CBC with an HMAC, GCM, and an SA of `ip -s xfrm state`. */
const XFRM_STATE = `src 10.30.12.85 dst 43.200.198.51
\tproto esp spi 0xc1a2b3c4 reqid 1 mode tunnel
\treplay-window 0 flag af-unspec
\tauth-trunc hmac(sha1) 0x7c7ce3a4f28bf3ab0f590a4c2e4ea87c59eb69a9 96
\tenc cbc(aes) 0x6c248f224a25d5e3c39925cd056d1f3e
\tencap type espinudp sport 4500 dport 4500 addr 0.0.0.0
\tanti-replay context: seq 0x0, oseq 0x22b, bitmap 0x00000000
\tif_id 0x64
src 43.200.198.51 dst 10.30.12.85
\tproto esp spi 0xc88b7652 reqid 2 mode tunnel
\treplay-window 0 flag af-unspec esn
\taead rfc4106(gcm(aes)) 0xe406a01083986e14d116488549094710e9c57bc6 128
src 43.203.78.35 dst 10.30.12.85
        proto esp spi 0xce15ff2d(3457548077) reqid 1(0x00000001) mode tunnel
        auth hmac(md5) 0x3a13962d519e77dfdf745c74a83b9c75 (128 bits)
        auth-trunc hmac(sha256) 0x3a13962d519e77dfdf745c74a83b9c7588123fe1 (160 bits) 128
        enc cbc(aes) 0x6abc7e8ea43d365d42a9b8d71c7db9be (128 bits)
        mark 0x64/0xffffffff
`;

describe('redactor', () => {
  it("takes the kernel's keys out of its SAs, and leaves the rest", () => {
    expect(redactor([])(XFRM_STATE)).toMatchInlineSnapshot(`
      "src 10.30.12.85 dst 43.200.198.51
      	proto esp spi 0xc1a2b3c4 reqid 1 mode tunnel
      	replay-window 0 flag af-unspec
      	auth-trunc hmac(sha1) <key> 96
      	enc cbc(aes) <key>
      	encap type espinudp sport 4500 dport 4500 addr 0.0.0.0
      	anti-replay context: seq 0x0, oseq 0x22b, bitmap 0x00000000
      	if_id 0x64
      src 43.200.198.51 dst 10.30.12.85
      	proto esp spi 0xc88b7652 reqid 2 mode tunnel
      	replay-window 0 flag af-unspec esn
      	aead rfc4106(gcm(aes)) <key> 128
      src 43.203.78.35 dst 10.30.12.85
              proto esp spi 0xce15ff2d(3457548077) reqid 1(0x00000001) mode tunnel
              auth hmac(md5) <key> (128 bits)
              auth-trunc hmac(sha256) <key> (160 bits) 128
              enc cbc(aes) <key> (128 bits)
              mark 0x64/0xffffffff
      "
    `);
  });

  it.each([
    ['as it is', 'k3y.Of_a.tunnel'],
    ['in hexadecimal', '6b33792e4f665f612e74756e6e656c'],
    ['in hexadecimal, capitals', '6B33792E4F665F612E74756E6E656C'],
    ['in base64', 'azN5Lk9mX2EudHVubmVs'],
  ])('takes a pre-shared key out %s', (_how, spelled) => {
    expect(redactor(['other', 'k3y.Of_a.tunnel'])(`secret = 0x${spelled};`)).toBe('secret = 0x<key>;');
  });

  it('takes the characters of a key for what they are', () => {
    expect(redactor(['a.c'])('a.c abc')).toBe('<key> abc');
  });

  it('leaves a text alone where there is no key, or an empty one', () => {
    expect(redactor([''])('nothing here')).toBe('nothing here');
  });
});
