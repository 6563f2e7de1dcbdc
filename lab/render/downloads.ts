import type { Lab } from '../topology/types.ts';
import { renderCustomerGatewayConfiguration } from './customer-gateway-configuration.ts';
import { renderDescribe } from './describe.ts';
import { renderGenericText } from './generic-text.ts';
import { renderBirdConfs, renderFrrConfs, renderIpsecConfs, renderSwanctlConfs } from './router.ts';

/** What AWS gives to download for a lab's VPN connections, and what its routers are configured with: no text has a key. */
export const DOWNLOADS: Readonly<Record<string, (lab: Lab) => string>> = {
  describe: renderDescribe,
  xml: renderCustomerGatewayConfiguration,
  text: renderGenericText,
  strongswan: (lab) => renderIpsecConfs(lab, 'strongswan'),
  'strongswan-updown': (lab) => renderIpsecConfs(lab, 'strongswan-updown'),
  libreswan: (lab) => renderIpsecConfs(lab, 'libreswan'),
  swanctl: renderSwanctlConfs,
  frr: (lab) => renderFrrConfs(onAws(lab)),
  bird: (lab) => renderBirdConfs(onAws(lab)),
};

/** With AWS's own BGP timers. */
const onAws = (lab: Lab): Lab => ({ ...lab, timers: 'aws' });
