import { renderEndpointBird } from '../../bgp/bird-endpoint.ts';
import type { EndpointBird } from '../../bgp/bird-endpoint.ts';
import { renderGatewayBird } from '../../bgp/bird-gateway.ts';
import type { GatewayBird } from '../../bgp/bird-gateway.ts';
import { renderVirtualInterfaceBird } from '../../bgp/bird-virtual-interface.ts';
import type { VirtualInterfaceBird } from '../../bgp/bird-virtual-interface.ts';
import { renderVpcBird } from '../../bgp/bird-vpc.ts';
import type { VpcBird } from '../../bgp/bird-vpc.ts';
import type { ServiceKind } from './service-kind.ts';

/** BIRD, the routing daemon of AWS's side. */
export interface BirdPlan {
  readonly kind: 'bird';
  readonly configuration: EndpointBird | GatewayBird | VirtualInterfaceBird | VpcBird;
}

/** The file that s2s-bird starts BIRD with (images/bgp). BIRD opens no session in its first second, so that second begins as early as it can. */
export const bird: ServiceKind<BirdPlan> = {
  program: 's2s-bird',
  startsFirst: true,
  reloads: true,
  files: ({ configuration }) => [
    {
      path: '/etc/s2s/bird.conf',
      content: renderBird(configuration),
    },
  ],
};

function renderBird(configuration: BirdPlan['configuration']): string {
  switch (configuration.at) {
    case 'endpoint':
      return renderEndpointBird(configuration);
    case 'gateway':
      return renderGatewayBird(configuration);
    case 'virtualInterface':
      return renderVirtualInterfaceBird(configuration);
    case 'vpc':
      return renderVpcBird(configuration);
  }
}
