import { describe, expect, it } from 'vitest';
import type { ExplanationCode } from '../../../../lab/causes/codes.ts';
import { judgeIkeLog, readIkeLog } from '../../../../lab/diagnosis/tunnel/ike-log.ts';
import type { LogVerdict } from '../../../../lab/diagnosis/tunnel/ike-log.ts';

/** Lines of a container's log, a tenth of a second apart; each begins with what charon puts there. */
const log = (lines: readonly string[], second = 0): string =>
  lines
    .map((line, index) => `2026-01-01T00:00:${String(second).padStart(2, '0')}.${index}00000000Z 09${line}`)
    .join('\n');

function judge(router: string, endpoint: string): LogVerdict | null {
  return judgeIkeLog([
    readIkeLog('onprem-router', router, 'Tunnel1'),
    readIkeLog('tunnel-1', endpoint, null),
  ]);
}

const INITIATING = '[IKE] <Tunnel1|2> initiating Main Mode IKE_SA Tunnel1[2] to 43.200.198.51';
const CALLED = '[IKE] <2> 3.36.6.148 is initiating a Main Mode IKE_SA';
const ESTABLISHED =
  '[IKE] <Tunnel1|2> IKE_SA Tunnel1[2] established between 10.30.12.85[3.36.6.148]...43.200.198.51[43.200.198.51]';
const NO_PROPOSAL = '[IKE] <Tunnel1|2> received NO_PROPOSAL_CHOSEN error notify';

describe('refusals as strongSwan 6.0 words them', () => {
  it.each<[string, ExplanationCode, string, string[], string[]]>([
    [
      'another key, IKEv1',
      'TUNNEL_DOWN_AUTHENTICATION_FAILED',
      'tunnel-1',
      [
        '[IKE] <Tunnel1|2> ignore malformed INFORMATIONAL request',
        '[IKE] <Tunnel1|2> sending retransmit 1 of request message ID 0, seq 3',
      ],
      ['[IKE] <2> message parsing failed', '[IKE] <2> ID_PROT request with message ID 0 processing failed'],
    ],
    [
      'another key, IKEv2',
      'TUNNEL_DOWN_AUTHENTICATION_FAILED',
      'tunnel-1',
      ['[IKE] <Tunnel1|2> received AUTHENTICATION_FAILED notify error'],
      ["[IKE] <tunnel-1|2> tried 1 shared key for '43.200.198.51' - '3.36.6.148', but MAC mismatched"],
    ],
    [
      'a certificate that has expired',
      'TUNNEL_DOWN_AUTHENTICATION_FAILED',
      'tunnel-1',
      ['[IKE] <Tunnel1|2> received AUTHENTICATION_FAILED notify error'],
      [
        '[CFG] <tunnel-1|2> subject certificate invalid (valid from Nov 26 17:00:00 2026 to Nov 27 17:00:00 2026)',
        "[IKE] <tunnel-1|2> no trusted ECDSA public key found for '3.36.6.148'",
      ],
    ],
    [
      'a certificate of another authority',
      'TUNNEL_DOWN_AUTHENTICATION_FAILED',
      'tunnel-1',
      ['[IKE] <Tunnel1|2> received AUTHENTICATION_FAILED notify error'],
      ["[IKE] <tunnel-1|2> no trusted ECDSA public key found for '3.36.6.148'"],
    ],
    [
      'a pre-shared key where a certificate is asked for',
      'TUNNEL_DOWN_AUTHENTICATION_FAILED',
      'tunnel-1',
      ['[IKE] <Tunnel1|2> received AUTHENTICATION_FAILED notify error'],
      ['[CFG] <tunnel-1|2> constraint requires public key authentication, but pre-shared key was used'],
    ],
    [
      'another identity, IKEv1',
      'TUNNEL_DOWN_ID_MISMATCH',
      'tunnel-1',
      ['[IKE] <Tunnel1|2> received AUTHENTICATION_FAILED error notify'],
      ['[IKE] <2> no peer config found'],
    ],
    [
      'another identity, IKEv2',
      'TUNNEL_DOWN_ID_MISMATCH',
      'tunnel-1',
      ['[IKE] <Tunnel1|2> received AUTHENTICATION_FAILED notify error'],
      ['[CFG] <2> no matching peer config found'],
    ],
    [
      'no IKE proposal',
      'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN',
      'tunnel-1',
      [NO_PROPOSAL],
      ['[IKE] <2> received proposals unacceptable'],
    ],
    [
      'no IKE proposal, as the router alone tells',
      'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN',
      'onprem-router',
      [NO_PROPOSAL],
      [],
    ],
    [
      'no ESP proposal',
      'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN',
      'onprem-router',
      [ESTABLISHED, NO_PROPOSAL],
      [],
    ],
    [
      'an address that the endpoint does not answer',
      'CUSTOMER_GATEWAY_ADDRESS_CHANGED',
      'tunnel-1',
      [NO_PROPOSAL],
      ['[IKE] <2> no IKE config found for 43.200.198.51...203.0.113.10, sending NO_PROPOSAL_CHOSEN'],
    ],
  ])('%s', (_, code, node, router, endpoint) => {
    expect(judge(log([INITIATING, ...router]), log([CALLED, ...endpoint]))).toMatchObject({
      code,
      kind: 'refused',
      line: { node },
    });
  });
});

it('takes the certificate that was sent for the cause, not one of before that charon remembers', () => {
  const remembered = [
    '[CFG] <tunnel-1|2> no issuer certificate found for "CN=onprem-router"',
    '[CFG] <tunnel-1|2> subject certificate invalid (valid from Nov 26 17:00:00 2026 to Nov 27 17:00:00 2026)',
  ];
  expect(judge(log([INITIATING]), log([CALLED, ...remembered]))?.line.text).toMatch(/^no issuer certificate/);
});

describe('which negotiation counts', () => {
  it('the last one', () => {
    expect(judge(log([INITIATING, NO_PROPOSAL, INITIATING, ESTABLISHED]), '')).toBeNull();
  });

  it('of an end that has heard nothing of it, no earlier one', () => {
    const silent = [INITIATING, '[IKE] <Tunnel1|2> sending retransmit 1 of request message ID 0, seq 1'];
    const earlier = [CALLED, '[IKE] <2> no peer config found'];
    expect(judge(log(silent, 30), log(earlier, 10))).toMatchObject({ code: null, kind: 'silent' });
  });

  it('whatever the engine read first', () => {
    const endpoint = log([CALLED, '[CFG] <2> no matching peer config found']);
    expect(
      judge(
        log([
          '[IKE] <Tunnel1|1> sending DPD request',
          '[JOB] <Tunnel1|1> x',
          '[JOB] <Tunnel1|1> x',
          INITIATING,
        ]),
        endpoint,
      ),
    ).toMatchObject({
      code: 'TUNNEL_DOWN_ID_MISMATCH',
    });
  });

  it('of the connection alone, where the router has several', () => {
    expect(judge(log([INITIATING, NO_PROPOSAL.replace('Tunnel1', 'Tunnel2')]), '')).toBeNull();
  });
});

it('a message that was sent again and then answered is no silence', () => {
  const again = '[IKE] <Tunnel1|2> sending retransmit 1 of request message ID 0, seq 2';
  const child =
    '[IKE] <Tunnel1|2> CHILD_SA Tunnel1{2} established with SPIs c55de8a3_i c78d07db_o and TS 0.0.0.0/0 === 0.0.0.0/0';
  const called = log([CALLED]);
  expect(judge(log([INITIATING, again]), called)?.kind).toBe('silent');
  expect(judge(log([INITIATING, again, ESTABLISHED]), called)).toBeNull();
  expect(judge(log([INITIATING, ESTABLISHED, again]), called)?.kind).toBe('silent');
  expect(judge(log([INITIATING, ESTABLISHED, again, child]), called)).toBeNull();
  expect(judge(log([INITIATING, ESTABLISHED, child, again]), called)?.kind).toBe('silent');
});

it('an end that took leave is told from one that says nothing', () => {
  const deleted = '[IKE] <Tunnel1|2> received DELETE for IKE_SA Tunnel1[2]';
  expect(judge(log([INITIATING, ESTABLISHED, deleted]), '')).toMatchObject({ code: null, kind: 'deleted' });
});

it('logs without a negotiation say nothing', () => {
  expect(judge('', '')).toBeNull();
});
