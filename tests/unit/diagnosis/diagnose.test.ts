import { describe, expect, it } from 'vitest';
import type { ExplanationCode } from '../../../lab/causes/codes.ts';
import { diagnose, isContradicted } from '../../../lab/diagnosis/diagnose.ts';
import { UsageError } from '../../../lab/errors.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';
import { diagnosed, recorded } from './recorded.ts';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';

/** A recording of a lab that something was broken in, and the cause that has to be found in it. */
const CASES: readonly (readonly [recording: string, code: ExplanationCode, node: string])[] = [
  ['tcp-refused-by-group', 'ENI_SG_RULES_MISMATCH', 'vpc-a'],
  ['masquerade', 'SOURCE_TRANSLATED', ROUTER],
  ['dnat', 'DESTINATION_TRANSLATED', ROUTER],
  ['far-address', 'ADDRESS_ELSEWHERE', ROUTER],
  ['no-default-route', 'HOST_ROUTE_MISSING', SERVER],
  ['no-default-route-back', 'HOST_ROUTE_MISSING', SERVER],
  ['next-hop-is-nobody', 'NEXT_HOP_UNREACHABLE', SERVER],
  ['no-address', 'ADDRESS_MISSING', 'vpc-a-host'],
  ['policy-rule', 'POLICY_ROUTE_MISMATCH', ROUTER],
  ['filtered-at-router', 'PACKET_FILTERED', ROUTER],
  ['security-group-closed', 'ENI_SG_RULES_MISMATCH', 'vpc-a'],
  ['no-vpc-route', 'NO_ROUTE_TO_DESTINATION', 'vpc-a'],
  ['no-association', 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION', 'tgw'],
  ['no-tgw-route', 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', 'tgw'],
  ['tgw-blackhole', 'TGW_RTB_BAD_STATE_ROUTE', 'tgw'],
  ['no-router-route', 'NO_ROUTE_TO_DESTINATION', ROUTER],
  ['not-forwarding', 'IP_FORWARDING_DISABLED', ROUTER],
  ['source-dest-check', 'SOURCE_DEST_CHECK', ROUTER],
  ['link-cut', 'LINK_DOWN', 'tgw'],
  ['node-dead', 'NODE_NOT_RUNNING', 'tgw'],
  ['host-dead', 'NODE_NOT_RUNNING', 'vpc-a-host'],
  ['endpoint-daemon-dead', 'TUNNEL_DOWN_IKE_NO_RESPONSE', 'tunnel-1'],
  ['wrong-psk', 'TUNNEL_DOWN_AUTHENTICATION_FAILED', 'tunnel-1'],
  ['ike-blocked', 'IKE_BLOCKED', 'internet'],
  ['esp-blocked', 'ESP_BLOCKED', 'internet'],
  ['mtu-squeezed', 'PATH_MTU_EXCEEDED', 'internet'],
  ['interface-without-address', 'TUNNEL_INTERFACE_DOWN', ROUTER],
];

/** Answers come all the same: another node sends them. */
const ANSWERED_BY_ANOTHER: readonly string[] = ['dnat', 'far-address'];

describe('a recording', () => {
  it.each(CASES)('%s: %s at %s', (name, code, node) => {
    const { hops, cause, answered } = diagnosed(name);
    expect({ code: cause?.code, node: cause?.node }).toEqual({ code, node });
    expect(answered).toBe(ANSWERED_BY_ANOTHER.includes(name));
    expect(hops.at(-1)).toBe(cause);
    expect(cause!.evidence).not.toBe('');
    expect(cause!.cure).not.toBeNull();
  });

  it('of a packet that is answered has every hop of both ways, and no cause', () => {
    const { hops, cause, answered } = diagnosed('answered');
    expect({ cause, answered }).toEqual({ cause: null, answered: true });
    expect(hops.every(({ verdict }) => verdict === 'ok')).toBe(true);
    expect([...new Set(hops.map(({ leg, node }) => `${leg} ${node}`))]).toEqual([
      ...[SERVER, ROUTER, 'tunnel-1', 'tgw', 'vpc-a', 'vpc-a-host'].map((node) => `forward ${node}`),
      ...['vpc-a-host', 'vpc-a', 'tgw', 'tunnel-1', ROUTER, SERVER].map((node) => `return ${node}`),
    ]);
  });

  it('between the inside addresses of a tunnel is judged, too', () => {
    expect(diagnosed('inside-address')).toMatchObject({ answered: true, cause: null, expected: null });
  });

  it('wants test messages of IKE where they would tell more, and only there', () => {
    const { ikeMessages: _, ...seen } = recorded('ike-blocked');
    const { diagnosis, wanted } = diagnose(referenceLab, { ...seen, ikeMessages: {} });
    expect(wanted).toEqual(['tunnel-1']);
    expect(diagnosis.cause?.code).not.toBe('IKE_BLOCKED');
    expect(diagnose(referenceLab, recorded('ike-blocked')).wanted).toEqual([]);
    expect(diagnose(referenceLab, recorded('no-tgw-route')).wanted).toEqual([]);
  });
});

describe('without a probe the state alone', () => {
  const SHOWN_BY_STATE = CASES.filter(
    ([name]) =>
      ![
        // What filters, translates or loses packets is seen only by a packet.
        ...['tcp-refused-by-group', 'masquerade', 'dnat', 'filtered-at-router', 'security-group-closed'],
        ...['source-dest-check', 'ike-blocked', 'esp-blocked', 'mtu-squeezed'],
      ].includes(name),
  );

  it.each(SHOWN_BY_STATE)('of %s shows %s at %s', (name, code, node) => {
    const { diagnosis } = diagnose(referenceLab, { ...recorded(name), trace: null });
    expect({ code: diagnosis.cause?.code, node: diagnosis.cause?.node }).toEqual({ code, node });
    expect(diagnosis.probed).toBe(false);
  });

  it('of a lab that is well shows the same way as a packet takes', () => {
    const { diagnosis } = diagnose(referenceLab, { ...recorded('answered'), trace: null });
    const placesOf = (hops: typeof diagnosis.hops): string[] => [
      ...new Set(hops.map(({ leg, node }) => `${leg} ${node}`)),
    ];
    expect(placesOf(diagnosis.hops)).toEqual(placesOf(diagnosed('answered').hops));
    expect(diagnosis.cause).toBeNull();
  });
});

it('refuses hosts that the lab has not got', () => {
  expect(() => diagnose(referenceLab, { ...recorded('answered'), to: 'nobody' })).toThrow(UsageError);
});

it('is contradicted by an answer that comes in spite of something wrong, unless another sent it', () => {
  const answered = diagnosed('answered');
  expect(isContradicted(answered)).toBe(false);
  const wrong = diagnosed('no-tgw-route').hops;
  expect(isContradicted({ ...answered, hops: wrong })).toBe(true);
  expect(isContradicted({ ...answered, hops: diagnosed('far-address').hops })).toBe(false);
});
