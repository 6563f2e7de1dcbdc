import { describe, expect, it } from 'vitest';
import {
  ipCommands,
  isScript,
  scriptCommands,
  wordAfter,
} from '../../../../lab/topology/router-config/ip-commands.ts';

const script = (text: string, path = '') => ({ path, from: 'commands.sh', text });

describe('the ip commands of a router', () => {
  it.each([
    ['', 'ip link', true],
    ['/root/vti.sh', 'ip link', true],
    ['/etc/rc.local', 'ip link', true],
    ['/etc/network/if-up.d/vti', '#!/bin/bash\nip link', true],
    ['/etc/network/if-up.d/vti', '#!/bin/sh -e\nip link', true],
    ['/usr/local/bin/watch', '#!/usr/bin/python3\n', false],
    ['/etc/ipsec.conf', 'conn a', false],
  ])('stand in %s: %j, %s', (path, text, isOne) => {
    expect(isScript(script(text, path))).toBe(isOne);
  });

  it('are told by their words, whatever stands before them', () => {
    const commands = scriptCommands([
      script('modprobe ip_vti\nsudo ip -4 addr add 10.0.0.1/24 dev a && /sbin/ip link set a up'),
    ]);
    expect(ipCommands(commands).map(({ file, line, words }) => `${file}:${line} ${words.join(' ')}`)).toEqual(
      ['commands.sh:2 addr add 10.0.0.1/24 dev a', 'commands.sh:2 link set a up'],
    );
  });

  it('have a word behind the first key that is there', () => {
    expect(wordAfter(['okey', '1', 'key', '2'], 'key', 'okey')).toBe('1');
    expect(wordAfter(['key'], 'key')).toBeUndefined();
    expect(wordAfter([], 'key')).toBeUndefined();
  });
});
