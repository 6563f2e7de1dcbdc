import { describe, expect, it } from 'vitest';
import { predict } from '../../../../lab/aws/reachability.ts';
import { initiations } from '../../../../lab/aws/initiation.ts';
import { labAsSeen } from '../../../../lab/diagnosis/own-router/lab-as-seen.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { connsOf, kernelWith, loadedAs, ownLab, routerOf, seenLab, vtis } from './seen.ts';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const B = 'vpc-b-host';
const BOTH_VIA = (one: string, two: string): string[] => [
  `10.10.0.0/16 dev ${one} metric 100 `,
  `10.20.0.0/16 dev ${one} metric 100 `,
  `10.10.0.0/16 dev ${two} metric 200 `,
  `10.20.0.0/16 dev ${two} metric 200 `,
];

describe("a lab as its owner's own router was seen", () => {
  it('is another lab only where there is such a router', () => {
    expect(labAsSeen(referenceLab, new Map())).toEqual(referenceLab);
    expect(routerOf(labAsSeen(ownLab(), new Map()))).toMatchObject({ connections: [], routes: [] });
  });

  it('has the loaded conns with their devices, whatever these are called, and the routes into them', () => {
    const lab = seenLab({
      conns: connsOf('vti-names'),
      kernel: kernelWith({ ...vtis(['vti1', 'vti2']), routes: BOTH_VIA('vti1', 'vti2') }),
    });
    const { connections, routes } = routerOf(lab);
    const one = { name: 'Tunnel1', tunnel: 'tunnel-1', interface: 'vti1', daemon: 'charon' };
    const settings = { keyExchange: 'ikev1', leftId: '3.36.6.148', auto: 'start', mark: 100, mtu: 1419 };
    const inside = { insideLocal: '169.254.216.30/30', insideRemote: '169.254.216.29/30' };
    expect(connections).toMatchObject([
      { ...one, ...settings, ...inside, leftSubnets: ['0.0.0.0/0'] },
      { name: 'Tunnel2', tunnel: 'tunnel-2', interface: 'vti2' },
    ]);
    expect(routes).toEqual([
      { destinationCidrBlock: '10.10.0.0/16', connection: 'Tunnel1', metric: 100 },
      { destinationCidrBlock: '10.20.0.0/16', connection: 'Tunnel1', metric: 100 },
    ]);
    expect(predict(lab, SERVER, A)).toMatchObject({ reachable: true });
  });

  it('has no conn that no daemon has loaded', () => {
    const conns = connsOf('route-src');
    const daemons = { charon: loadedAs(conns.slice(0, 1)) };
    const lab = seenLab({ conns, daemons });
    expect(routerOf(lab).connections.map(({ name }) => name)).toEqual(['Tunnel1']);
    expect(initiations(lab).map(({ by }) => by)).toEqual(['router', 'nobody']);
  });

  it('predicts by the selectors of a policy-based connection, and the default route for what they leave out', () => {
    const lab = seenLab({ conns: connsOf('policy-based-ikev2') });
    expect(routerOf(lab).connections).toMatchObject([{ interface: null, mark: 0, keyExchange: 'ikev2' }]);
    expect(routerOf(lab).routes).toEqual([
      { destinationCidrBlock: '10.10.0.0/16', connection: 'Tunnel1', metric: 0 },
    ]);
    expect(predict(lab, SERVER, A)).toMatchObject({ reachable: true });
    expect(predict(lab, SERVER, B)).toMatchObject({ droppedAt: 'onprem-igw' });
    expect(predict(lab, B, SERVER)).toMatchObject({ droppedAt: 'tunnel-1', tunnelPeer: 'onprem-router' });
  });

  it('takes a device with the inside address of a tunnel to be meant for it, whatever its if_id', () => {
    const [one, two] = vtis(['Tunnel1', 'Tunnel2']).addresses;
    const xfrm = (n: number): string =>
      `${6 + n}: Tunnel${n}@eth0: <NOARP,UP,LOWER_UP> mtu 1419 qdisc noqueue state UNKNOWN\\    link/none promiscuity 0 \\    xfrm if_id 0x${n}  `;
    const lab = seenLab({
      conns: connsOf('xfrm-interfaces'),
      kernel: kernelWith({
        links: [xfrm(1), xfrm(2)],
        addresses: [one!, two!],
        routes: ['10.10.0.0/16 dev Tunnel1 metric 100 ', '10.10.0.0/16 dev Tunnel2 metric 200 '],
      }),
    });
    expect(routerOf(lab).connections).toMatchObject([{ interface: 'Tunnel1', mark: 100 }, {}]);
    expect(predict(lab, SERVER, A)).toMatchObject({ reachable: true });
    expect(predict(lab, SERVER, B)).toMatchObject({ reachable: false });
  });

  it('finds a device without inside address by the remote end of a VTI, or by if_id', () => {
    const { links } = vtis(['vti1', 'vti2']);
    const byRemote = seenLab({ conns: connsOf('vti-names'), kernel: kernelWith({ links }) });
    expect(routerOf(byRemote).connections[1]).toMatchObject({
      interface: 'vti2',
      insideLocal: '169.254.123.170/30',
    });
    const conns = connsOf('swanctl-xfrm', 'swanctl.conf');
    const ifId = conns[0]!.ifIdOut!.toString(16);
    const link = `7: xfrm7@eth0: <NOARP,UP,LOWER_UP> mtu 1436 qdisc noqueue state UNKNOWN\\    link/none  promiscuity 0 \\    xfrm if_id 0x${ifId} `;
    const byId = seenLab({ conns, kernel: kernelWith({ links: [link] }) });
    expect(routerOf(byId).connections[0]).toMatchObject({ interface: 'xfrm7', mtu: 1436 });
  });

  it('has each host ask the rules: routes that differ by sender name it', () => {
    const lab = seenLab({
      conns: connsOf('route-src'),
      kernel: kernelWith({
        ...vtis(['Tunnel1', 'Tunnel2']),
        rules: ['1000:	from 10.30.128.0/20 lookup 7'],
        routes: [...BOTH_VIA('Tunnel1', 'Tunnel2'), '10.0.0.0/8 dev Tunnel2 table 7 '],
      }),
    });
    const { routes } = routerOf(lab);
    expect(routes).toContainEqual({
      ...{ destinationCidrBlock: '10.10.0.0/16', connection: 'Tunnel2', metric: 0 },
      sourceIpAddress: '10.30.141.20',
    });
    expect(predict(lab, SERVER, A)).toMatchObject({ path: expect.arrayContaining(['tunnel-2']) });
    expect(predict(lab, 'onprem-router', A)).toMatchObject({ path: expect.arrayContaining(['tunnel-1']) });
  });

  it('knows what aws-updown.sh makes once its CHILD_SA is there', () => {
    const lab = seenLab({ conns: connsOf('leftupdown') });
    expect(routerOf(lab)).toMatchObject({ routing: 'childSa' });
    expect(routerOf(lab).routes).toEqual([
      { destinationCidrBlock: '10.10.0.0/16', connection: 'Tunnel1', metric: 100 },
      { destinationCidrBlock: '10.20.0.0/16', connection: 'Tunnel1', metric: 100 },
    ]);
  });

  it('takes the conns of libreswan from its files, for its daemon tells nothing', () => {
    const lab = seenLab({ conns: connsOf('libreswan'), daemons: {} }, { daemon: 'libreswan' });
    expect(routerOf(lab).connections).toMatchObject([
      { name: 'Tunnel1', daemon: null, leftSubnets: ['10.30.0.0/16'], rightSubnets: ['10.10.0.0/16'] },
    ]);
  });

  it('takes the key that the files have, and the script for what it initiates', () => {
    const lab = seenLab(
      { conns: connsOf('route-src').map((conn) => ({ ...conn, auto: 'add' as const })) },
      {
        keys: [{ name: 'k1', tunnel: 'tunnel-1', preSharedKey: 'not-of-aws' }],
        script: { name: 'commands.sh', text: '# ipsec up Tunnel2\nsudo ipsec up Tunnel1\n' },
      },
    );
    expect(routerOf(lab).connections).toMatchObject([
      { auto: 'start', preSharedKey: 'not-of-aws' },
      { auto: 'add', preSharedKey: null },
    ]);
  });
});
