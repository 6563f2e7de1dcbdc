import { duplexPair } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { listSas, proposalOf, readIkeSas } from '../../../lab/ike/sa.ts';
import { ViciClient } from '../../../lab/ike/vici.ts';
import { encodePacket, PACKET, packetDecoder } from '../../../lab/ike/vici-codec.ts';
import type { ViciMessage } from '../../../lab/ike/vici-message.ts';

/** A `list-sa` event with the fields of the VICI protocol description, section "list-sa". */
const LIST_SA: ViciMessage = {
  Tunnel1: {
    uniqueid: '1',
    version: '1',
    state: 'ESTABLISHED',
    'local-host': '10.30.12.85',
    'local-port': '4500',
    'local-id': '3.36.6.148',
    'remote-host': '43.200.198.51',
    'remote-port': '4500',
    'remote-id': '43.200.198.51',
    initiator: 'yes',
    'initiator-spi': '6c1eac0aa5b9b9a2',
    'responder-spi': '2f3d0a6a3a5a0f11',
    'nat-local': 'yes',
    'nat-any': 'yes',
    'encr-alg': 'AES_CBC',
    'encr-keysize': '128',
    'integ-alg': 'HMAC_SHA1_96',
    'prf-alg': 'PRF_HMAC_SHA1',
    'dh-group': 'MODP_1024',
    established: '12',
    'reauth-time': '28100',
    'child-sas': {
      'Tunnel1-1': {
        name: 'Tunnel1',
        uniqueid: '1',
        reqid: '1',
        state: 'INSTALLED',
        mode: 'TUNNEL',
        protocol: 'ESP',
        encap: 'yes',
        'spi-in': 'c5ce7203',
        'spi-out': 'ca33008a',
        'encr-alg': 'AES_CBC',
        'encr-keysize': '128',
        'integ-alg': 'HMAC_SHA1_96',
        'dh-group': 'MODP_1024',
        'bytes-in': '420',
        'packets-in': '5',
        'bytes-out': '504',
        'packets-out': '6',
        'rekey-time': '3011',
        'life-time': '3588',
        'install-time': '12',
        'local-ts': ['0.0.0.0/0'],
        'remote-ts': ['0.0.0.0/0'],
      },
    },
  },
};

const TUNNEL1 = {
  name: 'Tunnel1',
  uniqueId: 1,
  version: 1,
  state: 'ESTABLISHED',
  initiator: true,
  localHost: '10.30.12.85',
  localPort: 4500,
  remoteHost: '43.200.198.51',
  remotePort: 4500,
  encryption: 'AES_CBC-128',
  integrity: 'HMAC_SHA1_96',
  prf: 'PRF_HMAC_SHA1',
  dhGroup: 'MODP_1024',
  natLocal: true,
  natRemote: false,
  natAny: true,
  establishedSeconds: 12,
  rekeySeconds: 28100,
  childSas: [
    {
      name: 'Tunnel1',
      uniqueId: 1,
      reqid: 1,
      state: 'INSTALLED',
      mode: 'TUNNEL',
      protocol: 'ESP',
      encap: true,
      spiIn: 'c5ce7203',
      spiOut: 'ca33008a',
      encryption: 'AES_CBC-128',
      integrity: 'HMAC_SHA1_96',
      dhGroup: 'MODP_1024',
      bytesIn: 420,
      packetsIn: 5,
      bytesOut: 504,
      packetsOut: 6,
      installSeconds: 12,
      rekeySeconds: 3011,
      localTs: ['0.0.0.0/0'],
      remoteTs: ['0.0.0.0/0'],
    },
  ],
};

describe('readIkeSas', () => {
  it('reads every field of a list-sa event', () => {
    expect(readIkeSas(LIST_SA)).toEqual([TUNNEL1]);
  });

  it('reads an updown event, whose `up` is not an SA', () => {
    expect(readIkeSas({ up: 'yes', ...LIST_SA })).toEqual([TUNNEL1]);
  });

  it('says null for what an SA in the making has not got', () => {
    const [sa] = readIkeSas({
      Tunnel2: { uniqueid: '7', version: '2', state: 'CONNECTING', 'child-sas': {} },
    });
    expect(sa).toMatchObject({ version: 2, initiator: false, encryption: null, dhGroup: null });
    expect(sa).toMatchObject({ establishedSeconds: null, rekeySeconds: null, natAny: false, childSas: [] });
  });

  it('says null for a CHILD_SA that is not installed', () => {
    const [sa] = readIkeSas({ x: { 'child-sas': { 'x-1': { state: 'CREATED', 'local-ts': [] } } } });
    expect(sa?.childSas[0]).toMatchObject({
      name: 'x-1',
      spiIn: null,
      protocol: null,
      bytesIn: 0,
      localTs: [],
    });
  });
});

describe('proposalOf', () => {
  it('writes the IKE_SA and the CHILD_SA as the configuration does', () => {
    const [sa] = readIkeSas(LIST_SA);
    expect([sa, sa?.childSas[0]].map((each) => each && proposalOf(each))).toEqual([
      'aes128-sha1-modp1024',
      'aes128-sha1-modp1024',
    ]);
  });
});

describe('listSas', () => {
  it('lists what the daemon streams', async () => {
    const [mine, theirs] = duplexPair();
    const decode = packetDecoder();
    theirs.on('data', (chunk: Buffer) => {
      for (const { type, name } of decode(chunk)) {
        if (type !== PACKET.cmdRequest) theirs.write(encodePacket(PACKET.eventConfirm));
        else if (name === 'list-sas') {
          theirs.write(encodePacket(PACKET.event, 'list-sa', LIST_SA));
          theirs.write(encodePacket(PACKET.event, 'list-sa', { Tunnel2: { state: 'CONNECTING' } }));
          theirs.write(encodePacket(PACKET.cmdResponse));
        }
      }
    });
    await using client = new ViciClient(mine);
    expect((await listSas(client)).map(({ name, state }) => [name, state])).toEqual([
      ['Tunnel1', 'ESTABLISHED'],
      ['Tunnel2', 'CONNECTING'],
    ]);
  });
});
