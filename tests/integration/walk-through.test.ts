import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { up } from '../../lab/engine/up.ts';
import { proposalOf } from '../../lab/ike/sa.ts';
import { matrix } from '../../lab/probe/matrix.ts';
import { awaitTunnels } from '../../lab/probe/tunnels.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { mustRun } from './labs.ts';

const labFile = fileURLToPath(new URL('../../scenarios/walk-through/lab.yaml', import.meta.url));
const ROUTER = 'onprem-router';

interface LinuxRoute {
  readonly dst: string;
  readonly dev: string;
  readonly metric?: number;
}

interface LinuxLink {
  readonly ifname: string;
  readonly mtu: number;
  readonly linkinfo?: { readonly info_kind: string; readonly info_data?: { readonly ikey?: string } };
}

it("runs the walk-through's own three files as they stand", async () => {
  const lab = loadLab(labFile);
  const [{ router }] = lab.customerGateways as [(typeof lab.customerGateways)[0]];
  expect(router.connections.map(({ name, mark }) => [name, mark])).toEqual([
    ['Tunnel1', 100],
    ['Tunnel2', 200],
  ]);
  const { started } = await up({ ...lab, name: 'it-walk-through' }, { ephemeral: true });
  await using running = started;

  const states = await awaitTunnels(running);
  expect(states.map(({ connection }) => connection)).toEqual(['Tunnel1', 'Tunnel2']);
  for (const { ikeSa, childSa } of states) {
    expect(ikeSa).toMatchObject({ state: 'ESTABLISHED', version: 1, natLocal: true });
    expect(proposalOf(ikeSa!)).toBe('aes128-sha1-modp1024');
    expect(proposalOf(childSa!)).toBe('aes128-sha1-modp1024');
  }

  const routes = JSON.parse(await mustRun(running, ROUTER, 'ip -j route')) as LinuxRoute[];
  const intoTunnels = routes.filter(({ dst }) => /^10\.[12]0\./.test(dst));
  expect(intoTunnels.map(({ dst, dev, metric }) => `${dst} ${dev} ${metric}`).sort()).toEqual([
    '10.10.0.0/16 Tunnel1 100',
    '10.10.0.0/16 Tunnel2 200',
    '10.20.0.0/16 Tunnel1 100',
    '10.20.0.0/16 Tunnel2 200',
  ]);

  const links = JSON.parse(await mustRun(running, ROUTER, 'ip -d -j link')) as LinuxLink[];
  const tunnels = links.filter(({ ifname }) => ifname.startsWith('Tunnel'));
  // strongSwan's user space ESP takes no more than 1400 bytes.
  const mtu = running.dataplane === 'kernel' ? 1419 : 1400;
  expect(tunnels.map((link) => [link.ifname, link.mtu])).toEqual([
    ['Tunnel1', mtu],
    ['Tunnel2', mtu],
  ]);
  const ipAndIcmpHeader = 28;
  await mustRun(running, ROUTER, `ping -n -c 1 -W 2 -M do -s ${mtu - ipAndIcmpHeader} 10.10.141.106`);
  // The key of a VTI, 100 and 200, as `ip` writes it.
  expect(tunnels.map(({ linkinfo }) => [linkinfo?.info_kind, linkinfo?.info_data?.ikey])).toEqual(
    running.dataplane === 'kernel'
      ? [
          ['vti', '0.0.0.100'],
          ['vti', '0.0.0.200'],
        ]
      : [
          ['tun', undefined],
          ['tun', undefined],
        ],
  );

  const result = await matrix(running);
  expect(result.cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  expect(result.cells.filter(({ answered }) => !answered).map(({ from, to }) => `${from} ${to}`)).toEqual([
    'vpc-a-host vpc-b-host',
    'vpc-b-host vpc-a-host',
  ]);
});
