import { checkNegotiated, checkTtl, scenario } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const B = 'vpc-b-host';
const WEAKEST = 'aes128-sha1-modp1024';

export default scenario({
  proves:
    "the walk-through's ipsec.conf, ipsec.secrets and commands, as they stand, bring both tunnels up from behind a NAT; VPC A and VPC B each reach on-premises, never each other",
  rule: 'A customer gateway device behind a NAT is registered by the public address of the NAT, and needs UDP 500 and UDP 4500.',
  source: 'AWS Site-to-Site VPN user guide, Customer gateway options',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.established();
    await run.check('both tunnels have what ipsec.conf says', () =>
      checkNegotiated(run.lab, { version: 1, ike: WEAKEST, esp: WEAKEST, nat: true }),
    );
    // Without VTIs the interfaces are TUNs, and strongSwan's user space ESP takes no more than 1400 bytes.
    const isKernel = run.lab.dataplane === 'kernel';
    const device = (key: number): RegExp =>
      isKernel
        ? new RegExp(`mtu 1419 [^]* vti [^]* ikey 0\\.0\\.0\\.${key} `)
        : /mtu 1400 [^]* tun type tun /;
    await run.prints(ROUTER, 'ip -d link show Tunnel1', device(100));
    await run.prints(ROUTER, 'ip -d link show Tunnel2', device(200));
    const metrics = /dev Tunnel1 .*metric 100 *\n.*dev Tunnel2 .*metric 200/;
    await run.prints(ROUTER, 'ip route show 10.10.0.0/16', metrics);
    await run.prints(ROUTER, 'ip route show 10.20.0.0/16', metrics);
    await run.asPredicted();
    await run.isolated(A, B, 'vpc-a');
    await run.encrypted(SERVER, A);
    await run.check('the implicit router of VPC A is no hop', () =>
      checkTtl(run.lab, ROUTER, A, { arriving: 63, answer: 62 }),
    );
  },
});
