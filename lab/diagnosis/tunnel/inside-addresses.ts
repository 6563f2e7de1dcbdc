import { withoutPrefix } from '../../topology/cidr.ts';
import type { ConfiguredTunnel } from '../../topology/graph/tunnels.ts';

/** Inside address of each end as the router is configured, without its prefix length. */
export function routerInsideAddresses({ connection }: ConfiguredTunnel): {
  readonly router: string;
  readonly aws: string;
} {
  const [router = '', aws = ''] = [connection.insideLocal, connection.insideRemote].map(withoutPrefix);
  return { router, aws };
}
