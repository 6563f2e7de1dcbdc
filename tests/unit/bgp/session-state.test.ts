import { describe, expect, it } from 'vitest';
import {
  describeSession,
  isEstablished,
  isSettled,
  readSessionState,
} from '../../../lab/bgp/session-state.ts';

const ESTABLISHED = `BIRD 2.17.6 ready.
Name       Proto      Table      State  Since         Info
customer   BGP        ---        up     05:41:16.281  Established
  BGP state:          Established
    Neighbor address: 169.254.216.30
  Channel ipv4
    State:          UP
    Routes:         3 imported, 1 filtered, 2 exported, 3 preferred
`;
const REFUSED = `BIRD 2.17.6 ready.
Name       Proto      Table      State  Since         Info
customer   BGP        ---        start  05:41:16.281  Idle          BGP Error: Bad peer AS
  BGP state:          Idle
    Error wait:       0.3/1
    Last error:       BGP Error: Bad peer AS
  Channel ipv4
    State:          DOWN
`;

/** What `show bfd sessions all` has behind it, with what each end has. */
const withBfd = (aws: string, router: string): string => `${ESTABLISHED}BIRD 2.17.6 ready.
bfd1:
  Address:              169.254.200.2
  Interface:            customer
  Session type:         Direct
  Session state:        ${aws}
  Remote state:         ${router}
  Local diagnostic:     None
`;

describe('readSessionState', () => {
  it('reads a session that is ESTABLISHED', () => {
    const session = readSessionState(ESTABLISHED);
    expect(session).toEqual({
      protocol: 'BGP',
      state: 'Established',
      routesIn: 3,
      routesOut: 2,
      lastError: null,
    });
    expect(isEstablished(session)).toBe(true);
    expect(describeSession(session)).toBe('Established');
  });

  it('reads one that was ended, with what ended it', () => {
    const session = readSessionState(REFUSED);
    expect(session).toEqual({
      state: 'Idle',
      protocol: 'BGP',
      routesIn: 0,
      routesOut: 0,
      lastError: 'BGP Error: Bad peer AS',
    });
    expect(isEstablished(session)).toBe(false);
    expect(describeSession(session)).toBe('Idle (BGP Error: Bad peer AS)');
  });

  it.each([
    ['Up', 'Up', true, 'Established'],
    ['Up', 'Init', false, 'Established, BFD Up at AWS and Init at the router'],
    ['Down', 'Down', false, 'Established, BFD Down at AWS and Down at the router'],
  ])('reads BFD beside it, %s and %s', (aws, router, settled, described) => {
    const session = readSessionState(withBfd(aws, router));
    expect(session?.bfd).toEqual({ aws, router });
    expect(isSettled(session)).toBe(settled);
    expect(describeSession(session)).toBe(described);
  });

  it('counts a session without BFD as settled once it is ESTABLISHED', () => {
    expect(isSettled(readSessionState(ESTABLISHED))).toBe(true);
    expect(isSettled(readSessionState(REFUSED))).toBe(false);
    expect(isSettled(null)).toBe(false);
  });

  it('reads nothing where BIRD does not answer', () => {
    expect(readSessionState('Unable to connect to server control socket')).toBeNull();
    expect(describeSession(null)).toBe('no answer of BIRD');
  });
});
