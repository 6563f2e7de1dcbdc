import { renderEndpointBird } from '../../bgp/bird-endpoint.ts';
import type { EndpointBird } from '../../bgp/bird-endpoint.ts';
import { renderGatewayBird } from '../../bgp/bird-gateway.ts';
import type { GatewayBird } from '../../bgp/bird-gateway.ts';
import type { ServiceKind } from './service-kind.ts';

/** BIRD, the routing daemon of AWS's side. */
export interface BirdPlan {
  readonly kind: 'bird';
  readonly configuration: EndpointBird | GatewayBird;
}

/** The file that s2s-bird starts BIRD with (images/bgp). */
export const bird: ServiceKind<BirdPlan> = {
  program: 's2s-bird',
  reloads: true,
  files: ({ configuration }) => [
    {
      path: '/etc/s2s/bird.conf',
      content:
        configuration.at === 'endpoint'
          ? renderEndpointBird(configuration)
          : renderGatewayBird(configuration),
    },
  ],
};
