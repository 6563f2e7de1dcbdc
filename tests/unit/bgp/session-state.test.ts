import { describe, expect, it } from 'vitest';
import { describeSession, isEstablished, readSessionState } from '../../../lab/bgp/session-state.ts';

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

  it('reads nothing where BIRD does not answer', () => {
    expect(readSessionState('Unable to connect to server control socket')).toBeNull();
    expect(describeSession(null)).toBe('no answer of BIRD');
  });
});
