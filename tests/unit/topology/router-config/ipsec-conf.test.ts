import { describe, expect, it } from 'vitest';
import { parseIpsecConf } from '../../../../lab/topology/router-config/ipsec-conf.ts';
import type { Findings } from '../../../../lab/topology/router-config/findings.ts';

function parse(...lines: string[]) {
  const findings: Findings = { faults: [], notes: [] };
  return { sections: parseIpsecConf({ file: 'ipsec.conf', text: lines.join('\n') }, findings), ...findings };
}

describe('parseIpsecConf', () => {
  it('reads sections, settings, comments and quotes, with their lines', () => {
    const { sections, faults } = parse(
      'version 2.0',
      '# a comment',
      'config setup # another',
      '\tuniqueids = no',
      '',
      '   # indented',
      'conn Tunnel1',
      '    leftid=@#abcd # an identity that begins with a hash',
      '    rightid = "C=KR, O=a # b"  # quoted',
      '\tike=aes128-sha1-modp1024, aes256-sha1-modp1024!',
    );
    expect(faults).toEqual([]);
    expect(sections).toEqual([
      { kind: 'config', name: 'setup', line: 3, entries: [{ key: 'uniqueids', value: 'no', line: 4 }] },
      {
        kind: 'conn',
        name: 'Tunnel1',
        line: 7,
        entries: [
          { key: 'leftid', value: '@#abcd', line: 8 },
          { key: 'rightid', value: 'C=KR, O=a # b', line: 9 },
          { key: 'ike', value: 'aes128-sha1-modp1024, aes256-sha1-modp1024!', line: 10 },
        ],
      },
    ]);
  });

  it('reads files with Windows line ends', () => {
    expect(parse('conn a\r', '\tauto=start\r').sections[0]?.entries).toEqual([
      { key: 'auto', value: 'start', line: 2 },
    ]);
  });

  it.each([
    ['a setting outside of a section', ['  auto=start'], 1],
    ['not a section of an ipsec.conf the lab knows', ['ca strongswan', '  auto=add'], 1],
    ['not a section of an ipsec.conf the lab knows', ['conn a', 'auto=start'], 2],
    ['not a section of an ipsec.conf the lab knows', ['conn'], 1],
    ['not a setting', ['conn a', '  auto'], 2],
    ['not a setting', ['conn a', '  leftid="open'], 2],
    ["'auto' stands twice in this section", ['conn a', '  auto=add', '  auto=start'], 3],
    ['this section stands twice', ['conn a', '  auto=add', 'conn a'], 3],
    ['an included file is not read', ['include /etc/ipsec.d/*.conf'], 1],
  ])('names what it cannot read: %s', (what, lines, line) => {
    expect(parse(...lines).faults).toMatchObject([{ file: 'ipsec.conf', line, what }]);
  });

  it("knows that Ubuntu's own include is empty", () => {
    const { notes, faults } = parse('include /var/lib/strongswan/ipsec.conf.inc');
    expect([notes.length, faults.length]).toEqual([1, 0]);
  });
});
