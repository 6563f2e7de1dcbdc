import { describe, expect, it } from 'vitest';
import { allTexts } from '../../../../lab/topology/router-config/all-texts.ts';
import { readBirdBgp } from '../../../../lab/topology/router-config/bird-bgp.ts';
import { readFrrBgp } from '../../../../lab/topology/router-config/frr-bgp.ts';

const text = (path: string, ...lines: readonly string[]) => ({ path, from: path, text: lines.join('\n') });
const BIRD = '/etc/bird/bird.conf';

describe("what a router's own daemon says of BGP", () => {
  it.each([
    ['a neighbour', 'neighbor 169.254.9.1 remote-as 64999'],
    [
      'a peer group',
      'neighbor AWS peer-group\nneighbor AWS remote-as 64999\nneighbor 169.254.9.1 peer-group AWS',
    ],
  ])('in frr.conf, with the ASN of %s', (_, neighbors) => {
    const conf = text('/etc/frr/frr.conf', 'router bgp 65010', neighbors, ' network 10.30.0.0/16');
    expect(readFrrBgp([conf])).toMatchObject({
      asn: { value: 65_010, line: 1 },
      remoteAsn: { value: 64_999 },
      networks: ['10.30.0.0/16'],
    });
  });

  it.each([
    ["vtysh -c 'conf t' -c 'router bgp 65010'\nvtysh -c \"neighbor 169.254.9.1 remote-as 64999\""],
    ['vtysh <<END\nrouter bgp 65010\nneighbor 169.254.9.1 remote-as 64999\nEND'],
    ['ASN=65010\ncat > /etc/frr/frr.conf <<END\nrouter bgp $ASN\n neighbor 169.254.9.1 remote-as 64999\nEND'],
  ])('in a script: %s', (script) => {
    const texts = allTexts({ files: [], script: text('', script) });
    expect(readFrrBgp(texts)).toMatchObject({ asn: { value: 65_010 }, remoteAsn: { value: 64_999 } });
  });

  it('in bird.conf', () => {
    const lines = [
      'protocol bgp a {',
      '# local as 1;',
      'local 169.254.9.2 as 65010;',
      'neighbor 169.254.9.1 as 64999;',
    ];
    expect(readBirdBgp([text(BIRD, ...lines)])).toMatchObject({
      asn: { value: 65_010, line: 3 },
      remoteAsn: { value: 64_999, line: 4 },
      networks: [],
    });
    expect(readBirdBgp([text(BIRD, 'protocol device {}')])).toBeNull();
    expect(readFrrBgp([text('', 'echo router bgp 65010')])).toBeNull();
  });
});
