import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import { tableText } from '../../plan/commands/nft.ts';
import { MSS_TABLE, mssClamp } from '../../plan/nodes/onprem-router.ts';
import { faultKind } from '../fault.ts';
import { nft } from '../../plan/commands/nft.ts';
import { gatewayOfRouter } from '../../topology/edits/router.ts';
import { requireLabConfigured } from '../own-router.ts';
import { ROUTER } from '../router.ts';

/**
 * Takes the router's MSS clamp away. On-premises hosts then announce the MSS of their own link, 1460, and what AWS sends
 * them by it, 1500 bytes with DF set, is too large for the tunnel (MTU 1419, and 1400 on the userspace data plane): it
 * is dropped at the endpoint, and nobody is told (AWS Transit Gateway guide, Quotas: MTU). So TCP from AWS to on-premises
 * connects, carries short answers, and stalls with the first full segment, on both data planes. The other way it runs:
 * the Transit Gateway clamps what it sends into the VPN, the SYN or SYN-ACK of the host in AWS. Nor does a host stall
 * that has lately been told the tunnel's MTU by the router, for it announces an MSS to fit for ten minutes.
 */
export const unclampMss = faultKind({
  summary: "take the on-premises router's MSS clamp away: TCP from AWS stalls",
  parameters: z.strictObject({ router: ROUTER }),
  plan(planned, { router }) {
    const site = gatewayOfRouter(planned.definition, router).router;
    const { name, clampMss } = site;
    requireLabConfigured(
      site,
      'take the TCPMSS rule out of its script, or of the running router: iptables -t mangle -D FORWARD …',
    );
    if (!clampMss) throw new UsageError({ key: 'router', what: 'clamps no MSS as it is', value: name });
    const gone = [`table ip ${MSS_TABLE}`, `delete table ip ${MSS_TABLE}`];
    return {
      text: `${name} does not clamp the MSS of what it forwards into its tunnels`,
      apply: [{ node: name, run: nft(gone) }],
      undo: [{ node: name, run: nft([...gone, tableText(mssClamp(site)).trimEnd()]) }],
    };
  },
});
