import * as z from 'zod';
import { faultKind } from '../fault.ts';
import { gatewayOfRouter } from '../../topology/edits/router.ts';
import { setOwnSysctls } from '../own-router.ts';
import { ROUTER } from '../router.ts';
import { plannedSysctl, setSysctl } from '../sysctl.ts';

const IP_FORWARD = 'net.ipv4.ip_forward';

/** Makes the router a host: it still speaks for itself, and forwards nothing for the hosts behind it. */
export const disableIpForward = faultKind({
  summary: 'make the on-premises router forward nothing: net.ipv4.ip_forward=0',
  parameters: z.strictObject({ router: ROUTER }),
  plan(planned, { router }) {
    const { name, own } = gatewayOfRouter(planned.definition, router).router;
    const text = `${name} does not forward (net.ipv4.ip_forward=0)`;
    if (own !== null) {
      const { apply, undo } = setOwnSysctls(name, 'disable-ip-forward', { [IP_FORWARD]: '0' });
      return { text, apply: [apply], undo: [undo] };
    }
    return {
      text,
      apply: [setSysctl(name, IP_FORWARD, '0')],
      undo: [setSysctl(name, IP_FORWARD, plannedSysctl(planned.plan, name, IP_FORWARD))],
    };
  },
});
