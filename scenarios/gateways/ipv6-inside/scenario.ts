import { asPredicted, established, isolated, overIpv6, reaches, scenario } from 's2s-lab';
import { SERVER, TUNNEL_1, VPC_A, VPC_A_HOST, VPC_B_HOST } from '../../cast.ts';

const TUNNEL_3 = 'tunnel-3';

export default scenario({
  title: 'IPv6 inside the tunnels, beside IPv4',
  proves:
    'a VPN connection at a Transit Gateway carries IPv6 between a site and VPCs and keeps the VPCs apart, while IPv4 goes by a connection of its own to the same customer gateway',
  rule: 'A VPN connection carries IPv4 or IPv6 inside its tunnels, IPv6 at a Transit Gateway only. The IPv6 block of a VPC is propagated where its attachment has ipv6Support.',
  source:
    'AWS S2S VPN user guide, IPv4 and IPv6 traffic in AWS Site-to-Site VPN; EC2 API, CreateTransitGatewayVpcAttachmentRequestOptions',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(overIpv6(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_3 })));
    await run.check(overIpv6(reaches(VPC_B_HOST, SERVER, { via: TUNNEL_3 })));
    await run.check(overIpv6(reaches(VPC_A_HOST, SERVER, { tcpPort: 22 })));
    await run.check(overIpv6(isolated(VPC_A_HOST, VPC_B_HOST, VPC_A)));
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    await run.check(asPredicted());
  },
});
