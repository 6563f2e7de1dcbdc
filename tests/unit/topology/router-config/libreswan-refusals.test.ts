import { expect, it } from 'vitest';
import { libreswanRefusals } from '../../../../lab/topology/router-config/libreswan-refusals.ts';
import { readConns } from '../../../../lab/topology/router-config/read-conns.ts';

const refusals = (settings: readonly string[], setup: readonly string[] = []) => {
  const lines = ['config setup', ...setup, 'conn Tunnel1', 'auto=start', 'phase2=esp', ...settings];
  const text = lines.map((line) => (/^(config|conn) /.test(line) ? line : `  ${line}`)).join('\n');
  const read = readConns([{ path: '/etc/ipsec.conf', text }]);
  return libreswanRefusals(read.conns[0]!, read.setup).map(
    ({ setting, isFatal, hint }) => `${setting.key} ${isFatal ? 'not loaded' : 'passed over'}: ${hint}`,
  );
};

it.each([
  [['ike=aes128-sha1;modp1024'], ['ike not loaded: write ike=aes128-sha1;modp2048']],
  [['phase2alg=aes128-sha1;dh24'], ['phase2alg not loaded: write phase2alg=aes128-sha1;modp2048']],
  [['auth=esp'], ['auth passed over: leave it out']],
  [['dpdaction=restart_by_peer'], ['dpdaction passed over: leave it out']],
  [['dpdtimeout=30'], ['dpdtimeout passed over: write retransmit-timeout=30s']],
  [['ike=aes128-sha1;modp2048', 'phase2alg=aes256-sha2_256;dh14', 'keyexchange=ike'], []],
])('of %s', (settings, expected) => {
  expect(refusals(settings)).toEqual(expected);
});

it('refuses IKEv1 unless config setup lets it, and looks at its dpdtimeout', () => {
  expect(refusals(['ikev2=never', 'dpdtimeout=30'])).toEqual([
    'ikev2 not loaded: write ikev1-policy=accept into config setup, or leave IKEv1 out: AWS takes IKEv2',
  ]);
  expect(refusals(['ikev2=never', 'dpdtimeout=30'], ['ikev1-policy=accept'])).toEqual([]);
});
