import { describe, expect, it } from 'vitest';
import { planLab } from '../../../../lab/plan/plan.ts';
import type { DataplaneName } from '../../../../lab/plan/types.ts';
import { nodeCommands } from '../../../../lab/probe/evidence/node-files.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

function files(name: string, dataplane: DataplaneName): Record<string, readonly string[]> {
  const node = planLab(referenceLab, dataplane).nodes.find((each) => each.name === name)!;
  return nodeCommands(node, dataplane);
}

describe('nodeCommands', () => {
  it('asks every node for its routes, filters and sysctls', () => {
    expect(Object.keys(files('vpc-a', 'kernel'))).toEqual(['routes.txt', 'firewall.txt', 'sysctls.txt']);
  });

  it('asks a node with IKE daemons for each, and for SAs of the kernel where it has them', () => {
    const userspace = files('onprem-router', 'userspace');
    expect(userspace['swanctl.conf']).toHaveLength(1);
    expect(userspace).not.toHaveProperty('xfrm.txt');
    const kernel = files('onprem-router', 'kernel');
    expect(kernel['swanctl.conf']).toHaveLength(1);
    expect(kernel['xfrm.txt']).toContain('ip -s xfrm state');
  });

  it.each([
    ['strongswan', ['ipsec statusall', 'swanctl --list-sas']],
    ['libreswan', ['ipsec status']],
  ] as const)("asks an owner's own router with %s by its own tools, and for its script", (daemon, asked) => {
    const node = planLab(referenceLab, 'kernel').nodes.find(({ name }) => name === 'onprem-router')!;
    const script = { name: 'commands.sh', text: 'true' };
    const own = { ...node, services: [{ kind: 'router' as const, dataplane: 'kernel' as const, daemon, files: [], script }] };
    const commands = nodeCommands(own, 'kernel');
    for (const each of asked) expect(commands['ike.txt']).toContain(`timeout 1 ${each} 2>&1`);
    expect(commands['xfrm.txt']).toContain('ip -s xfrm state');
    expect(commands['commands.json']).toHaveLength(1);
    expect(commands).not.toHaveProperty('swanctl.conf');
    expect(nodeCommands(own, 'userspace')).not.toHaveProperty('xfrm.txt');
  });

  it('has no file read that holds a secret', () => {
    for (const dataplane of ['kernel', 'userspace'] as const) {
      const commands = Object.values(files('tunnel-1', dataplane)).flat().join('\n');
      expect(commands).not.toMatch(/psk|secrets|\/run\/s2s\/ike\/\S+\.conf/);
    }
  });
});
