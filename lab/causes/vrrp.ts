import type { Cause } from './cause.ts';

const SPLIT = '{routers} have the virtual address {address} at once';
const RULE = 'RFC 9568, 5.1 and 6.4';

/** What can be wrong with a virtual address, which one router of a site is to have, by VRRP. */
export const VRRP_CAUSES = {
  vrrpFiltered: {
    code: 'VRRP_SPLIT_BRAIN',
    text: `${SPLIT}: a packet filter of {node} drops VRRP, so it hears no advertisement`,
    cure: 'let IP protocol 112 to 224.0.0.18 into {node}: remove that rule, or let an accept for it stand before it',
    source: RULE,
  },
  keepalivedDied: {
    code: 'VRRP_SPLIT_BRAIN',
    text: `${SPLIT}: keepalived of {node} has died, and has left the address behind`,
    cure: 'start keepalived of {node} again: it takes the address away, or advertises that it has it',
    source: RULE,
  },
  vrrpSplit: {
    code: 'VRRP_SPLIT_BRAIN',
    text: `${SPLIT}: they do not hear each other's VRRP advertisements`,
    cure: 'let IP protocol 112 to 224.0.0.18 pass between them on {lan}, and see that both have the same virtual_router_id and version',
    source: RULE,
  },
  keepalivedNotRunning: {
    code: 'VRRP_NO_ACTIVE_ROUTER',
    text: 'no router has the virtual address {address}, which {node} sends to: keepalived does not run in {routers}',
    cure: 'start keepalived in {routers}',
    source: RULE,
  },
  virtualAddressUnheld: {
    code: 'VRRP_NO_ACTIVE_ROUTER',
    text: 'no router has the virtual address {address}, which {node} sends to',
    cure: 'see what keepalived of {routers} says: its interface on {lan} has to be up, and its vrrp_instance to have the address',
    source: RULE,
  },
} as const satisfies Record<string, Cause>;
