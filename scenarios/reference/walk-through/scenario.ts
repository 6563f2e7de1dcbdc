import {
  asPredicted,
  encrypted,
  established,
  isolated,
  negotiated,
  prints,
  scenario,
  titled,
  ttls,
} from 's2s-lab';
import { ROUTER, SERVER, VPC_A, VPC_A_HOST, VPC_B_HOST } from '../../cast.ts';

const WEAKEST = 'aes128-sha1-modp1024';

export default scenario({
  title: "The walk-through's own strongSwan files, as they stand",
  proves:
    "the walk-through's ipsec.conf, ipsec.secrets and commands, as they stand, bring both tunnels up from behind a NAT; VPC A and VPC B each reach on-premises, never each other",
  rule: 'A customer gateway device behind a NAT is registered by the public address of the NAT, and needs UDP 500 and UDP 4500.',
  source: 'AWS Site-to-Site VPN user guide, Customer gateway options',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(negotiated({ version: 1, ike: WEAKEST, esp: WEAKEST, nat: true }));
    const device = (key: number): RegExp => new RegExp(`mtu 1419 [^]* vti [^]* ikey 0\\.0\\.0\\.${key} `);
    await run.check(prints(ROUTER, 'ip -d link show Tunnel1', device(100)));
    await run.check(prints(ROUTER, 'ip -d link show Tunnel2', device(200)));
    const metrics = /dev Tunnel1 .*metric 100 *\n.*dev Tunnel2 .*metric 200/;
    await run.check(prints(ROUTER, 'ip route show 10.10.0.0/16', metrics));
    await run.check(prints(ROUTER, 'ip route show 10.20.0.0/16', metrics));
    await run.check(asPredicted());
    await run.check(isolated(VPC_A_HOST, VPC_B_HOST, VPC_A));
    await run.check(encrypted(SERVER, VPC_A_HOST));
    await run.check(
      titled(
        'the implicit router of VPC A is no hop',
        ttls(ROUTER, VPC_A_HOST, { arriving: 63, answer: 62 }),
      ),
    );
  },
});
