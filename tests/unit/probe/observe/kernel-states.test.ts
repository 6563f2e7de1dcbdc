import { expect, it } from 'vitest';
import { readAll, readKernelState } from '../../../../lab/probe/observe/kernel-states.ts';

const SAID = `# links
1: lo: <LOOPBACK,UP> mtu 65536
# routes
default via 10.30.0.1 dev eth0 
# refusals
XfrmInNoPols            	3
# ruleset
# Warning: table ip nat is managed by iptables-nft, do not touch!
table ip nat { # handle 4
	chain POSTROUTING { # handle 1
	}
}
table ip s2s_ledger { # handle 3
	set icmp_in { # handle 3
	}
}
table ip mangle { # handle 5
}
# sysctls
ip_forward:1
`;

it('reads sections, and leaves out the ledger, which only counts', () => {
  const state = readKernelState(SAID);
  expect(state.links).toEqual(['1: lo: <LOOPBACK,UP> mtu 65536']);
  expect(state.routes).toEqual(['default via 10.30.0.1 dev eth0']);
  expect(state.rules).toEqual([]);
  expect(state.ruleset.filter((line) => line.startsWith('table'))).toEqual([
    'table ip nat { # handle 4',
    'table ip mangle { # handle 5',
  ]);
  expect(state.ruleset.join()).not.toContain('icmp_in');
  expect(state.refusals).toEqual(['XfrmInNoPols            \t3']);
  expect(state.sysctls).toEqual(['ip_forward:1']);
});

it('reads one node after the other', () => {
  const states = readAll(`node tgw\n${SAID}node vpc-a\n# sysctls\nip_forward:0\n`);
  expect([...states.keys()]).toEqual(['tgw', 'vpc-a']);
  expect(states.get('vpc-a')!.sysctls).toEqual(['ip_forward:0']);
  expect(states.get('tgw')!.sysctls).toEqual(['ip_forward:1']);
});
