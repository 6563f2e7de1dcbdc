import { describe, expect, it } from 'vitest';
import type { IkeConnection } from '../../../lab/ike/connection.ts';
import { renderSecret, renderSwanctl } from '../../../lab/ike/swanctl.ts';

const ROUTER: IkeConnection = {
  name: 'Tunnel1',
  ikeVersion: 'ikev1',
  localAddress: '10.30.12.85',
  remoteAddress: '43.200.198.51',
  localId: '3.36.6.148',
  remoteId: '43.200.198.51',
  ikeProposals: ['aes128-sha1-modp1024'],
  espProposals: ['aes128-sha1-modp1024'],
  ikeLifetimeSeconds: 28800,
  childLifetimeSeconds: 3600,
  rekeyMarginSeconds: 540,
  rekeyFuzzPercent: 100,
  requiresNatTraversal: false,
  rekeys: true,
  dpdDelaySeconds: 10,
  dpdTimeoutSeconds: 30,
  dpdAction: 'restart',
  startAction: 'start',
  localTrafficSelector: '0.0.0.0/0',
  remoteTrafficSelector: '0.0.0.0/0',
  replayWindow: 32,
  forceUdpEncapsulation: false,
  ifId: null,
  mark: 100,
  updown: '/usr/local/bin/s2s-updown',
};

const ENDPOINT: IkeConnection = {
  ...ROUTER,
  name: 'tunnel-1',
  ikeVersion: 'any',
  localAddress: '43.200.198.51',
  remoteAddress: '%any',
  localId: '43.200.198.51',
  remoteId: '3.36.6.148',
  ikeProposals: ['aes128-sha1-modp1024', 'aes256gcm16-prfsha384-ecp384'],
  espProposals: ['aes128-sha1-modp1024', 'aes256gcm16-ecp384'],
  rekeyMarginSeconds: 270,
  dpdTimeoutSeconds: 40,
  dpdAction: 'clear',
  startAction: 'none',
  replayWindow: 1024,
  forceUdpEncapsulation: true,
  mark: null,
  updown: null,
};

const golden = (name: string): string => `./golden/${name}`;
const setting = (text: string, key: string): string[] =>
  [...text.matchAll(new RegExp(`^\\s*${key} = (.*)$`, 'gm'))].map(([, value = '']) => value);

describe('renderSwanctl', () => {
  it('renders the router of the walk-through', async () => {
    await expect(renderSwanctl([ROUTER])).toMatchFileSnapshot(golden('router.swanctl.conf'));
  });

  it('renders an endpoint that only answers', async () => {
    await expect(renderSwanctl([ENDPOINT])).toMatchFileSnapshot(golden('endpoint.swanctl.conf'));
  });

  it('puts several connections into one section', () => {
    const text = renderSwanctl([ROUTER, { ...ROUTER, name: 'Tunnel2', mark: 200 }]);
    expect(text.match(/^connections \{$/gm)).toHaveLength(1);
    expect(setting(text, 'mark_in')).toEqual(['100', '200']);
  });

  it("computes AWS's rekey window: margin 270 s and fuzz 100 % make it 3060 to 3330 s", () => {
    const text = renderSwanctl([ENDPOINT]);
    expect(setting(text, 'life_time')).toEqual(['3600s']);
    expect(setting(text, 'rekey_time')).toEqual(['28530s', '3330s']);
    expect(setting(text, 'rand_time')).toEqual(['270s', '270s']);
  });

  it('leaves rekeying to the other end, and lets the lifetime end all the same', () => {
    const text = renderSwanctl([{ ...ENDPOINT, rekeys: false }]);
    expect(setting(text, 'life_time')).toEqual(['3600s']);
    expect(setting(text, 'rekey_time')).toEqual(['0s', '0s']);
    expect(setting(text, 'rand_time')).toEqual([]);
  });

  it('takes the fuzz as a share of the margin', () => {
    expect(setting(renderSwanctl([{ ...ENDPOINT, rekeyFuzzPercent: 50 }]), 'rand_time')).toEqual([
      '135s',
      '135s',
    ]);
  });

  it('binds the CHILD_SA to an XFRM interface by number', () => {
    const text = renderSwanctl([{ ...ROUTER, ifId: 7, mark: null }]);
    expect([setting(text, 'if_id_in'), setting(text, 'if_id_out'), setting(text, 'mark_in')]).toEqual([
      ['7'],
      ['7'],
      [],
    ]);
  });

  it("does not look for a dead peer with DPD action 'none'", () => {
    const text = renderSwanctl([{ ...ROUTER, dpdAction: 'none' }]);
    expect(setting(text, 'dpd_delay')).toEqual(['0s']);
    expect([...setting(text, 'dpd_timeout'), ...setting(text, 'dpd_action')]).toEqual([]);
  });

  it('leaves out the DPD timeout that IKEv2 does not know', () => {
    const text = renderSwanctl([{ ...ROUTER, ikeVersion: 'ikev2' }]);
    expect([setting(text, 'version'), setting(text, 'dpd_timeout')]).toEqual([['2'], []]);
  });

  it('tries for ever only where it initiates', () => {
    const tries = (startAction: IkeConnection['startAction']): string[] =>
      setting(renderSwanctl([{ ...ROUTER, startAction }]), 'keyingtries');
    expect([tries('start'), tries('trap'), tries('none')]).toEqual([['0'], ['0'], []]);
  });
});

describe('renderSecret', () => {
  it('names both ends and leaves the key to the node', () => {
    expect(renderSecret(ROUTER)).toBe(
      [
        'secrets {',
        '    ike-Tunnel1 {',
        '        id-1 = 3.36.6.148',
        '        id-2 = 43.200.198.51',
        '        secret = @PSK@',
        '    }',
        '}',
        '',
      ].join('\n'),
    );
  });
});
