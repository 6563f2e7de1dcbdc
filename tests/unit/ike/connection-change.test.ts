import { describe, expect, it } from 'vitest';
import { connectionChange, renderConnectionChange } from '../../../lab/ike/connection-change.ts';
import { routerConnection } from '../../../lab/ike/router-connection.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

describe('renderConnectionChange', () => {
  it('has the changed settings and nothing else, in the sections that they replace', () => {
    const change = renderConnectionChange('Tunnel1', {
      ikeProposals: ['aes256-sha256-modp2048', 'aes128-sha1-modp1024'],
      espProposals: ['aes256-sha256-modp2048'],
      localId: '10.30.12.85',
      secret: 'another',
    });
    expect(change).toBe(`connections {
    Tunnel1 {
        proposals = aes256-sha256-modp2048, aes128-sha1-modp1024
        local {
            id = 10.30.12.85
        }
        children {
            Tunnel1 {
                esp_proposals = aes256-sha256-modp2048
            }
        }
    }
}

secrets {
    ike-Tunnel1 {
        secret = another
    }
}
`);
  });

  it('has no section without a change', () => {
    expect(renderConnectionChange('Tunnel1', { secret: 'another' })).not.toContain('connections');
    expect(renderConnectionChange('Tunnel1', { localId: 'me' })).not.toContain('secrets');
  });
});

describe('connectionChange', () => {
  const before = {
    ...routerConnection(referenceLab.customerGateways[0]!.router.connections[0]!, {
      localAddress: '10.30.12.85',
      updown: null,
    }),
    forceUdpEncapsulation: false,
    ifId: 100,
    mark: null,
  };

  it('has what differs, and nothing else', () => {
    expect(connectionChange(before, { ...before, ikeProposals: [...before.ikeProposals] })).toEqual({});
    expect(connectionChange(before, { ...before, localId: 'me', espProposals: ['null'] })).toEqual({
      espProposals: ['null'],
      localId: 'me',
    });
  });
});
