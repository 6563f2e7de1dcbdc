import { describe, expect, it } from 'vitest';
import { because, CAUSES } from '../../../lab/causes/catalogue.ts';
import type { Cause } from '../../../lab/causes/cause.ts';
import { AWS_CODES, LAB_CODES } from '../../../lab/causes/codes.ts';
import { BGP_CAUSES } from '../../../lab/causes/bgp.ts';
import { DIRECT_CONNECT_CAUSES } from '../../../lab/causes/direct-connect.ts';
import { IKE_CAUSES } from '../../../lab/causes/ike.ts';
import { IPSEC_CAUSES } from '../../../lab/causes/ipsec.ts';
import { MISMATCH_CAUSES } from '../../../lab/causes/mismatch.ts';
import { NODE_CAUSES } from '../../../lab/causes/node.ts';
import { TRANSIT_GATEWAY_CAUSES } from '../../../lab/causes/transit-gateway.ts';
import { VPC_CAUSES } from '../../../lab/causes/vpc.ts';
import { VPN_CAUSES } from '../../../lab/causes/vpn.ts';
import { VRRP_CAUSES } from '../../../lab/causes/vrrp.ts';

const themes = [
  VPC_CAUSES,
  TRANSIT_GATEWAY_CAUSES,
  VPN_CAUSES,
  BGP_CAUSES,
  DIRECT_CONNECT_CAUSES,
  VRRP_CAUSES,
  IKE_CAUSES,
  IPSEC_CAUSES,
  MISMATCH_CAUSES,
  NODE_CAUSES,
];
const causes: [string, Cause][] = Object.entries(CAUSES);

describe('CAUSES', () => {
  it('has every cause of every theme: no two share a name', () => {
    expect(causes).toHaveLength(themes.reduce((sum, theme) => sum + Object.keys(theme).length, 0));
  });

  it('has a cause for every code', () => {
    const codes = new Set(causes.map(([, { code }]) => code));
    expect([...codes].sort()).toEqual([...AWS_CODES, ...LAB_CODES].sort());
  });

  it('says one thing once: what two causes say with the same code, they cure otherwise', () => {
    const said = causes.map(([, { code, text, cure }]) => `${code} ${text} ${cure}`);
    expect(new Set(said).size).toBe(said.length);
  });

  it.each(causes)('%s: sentences without a full stop, and a source', (_, { text, cure, source }) => {
    for (const sentence of [text, cure, source]) expect(sentence).toMatch(/^[\w{].*[^.\s]$/);
  });
});

describe('because', () => {
  it('puts the facts into both sentences, as often as they stand there', () => {
    expect(
      because('routerDaemonGone', { node: 'onprem-router', daemon: 'charon', restart: 'ipsec restart' }),
    ).toEqual({
      code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
      text: 'onprem-router does not answer IKE: its IKE daemon does not run',
      cure: 'restart charon on onprem-router (ipsec restart); in this lab s2s up restarts onprem-router',
    });
  });

  it('takes a fact as it is', () => {
    const { text } = because('packetGoesRound', { link: '{link} -> $1' });
    expect(text).toBe('the packet takes {link} -> $1 a second time');
  });

  it('does not do without a fact', () => {
    // @ts-expect-error its cure wants the address as well
    expect(because('noSubnetRoute', { table: 'a', subnet: 'b' }).text).toContain('undefined');
  });
});
