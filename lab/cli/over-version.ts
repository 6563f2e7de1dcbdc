import type { StartedLab } from '../engine/started-lab.ts';
import { UsageError } from '../errors.ts';
import { isIpv6Address } from '../topology/cidr.ts';
import { hasIpv6 } from '../topology/graph/ip-versions.ts';
import { tunnelsOf } from '../topology/graph/tunnels.ts';

/**
 * The lab as a probe is to see it: as IPv6 does where it is asked for, or is to an IPv6 address or into a tunnel that carries
 * IPv6.
 * @throws {UsageError} if the lab has no IPv6.
 */
export function overVersion(running: StartedLab, to: string, isAsked = false): StartedLab {
  return isOverIpv6(running, to, isAsked) ? running.overIpv6() : running;
}

function isOverIpv6({ definition: lab }: StartedLab, to: string, isAsked: boolean): boolean {
  const isInside = tunnelsOf(lab).some(
    ({ tunnel, vpnConnection }) => tunnel.name === to && vpnConnection.tunnelInsideIpVersion === 'ipv6',
  );
  if (!isAsked && !isInside && !isIpv6Address(to)) return false;
  if (hasIpv6(lab)) return true;
  throw new UsageError({
    what: `lab ${lab.name} has no IPv6`,
    value: to,
    hint: 'a lab with IPv6: s2s up ipv6-inside',
  });
}
