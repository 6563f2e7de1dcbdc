import { expect, it } from 'vitest';
import { encodePacket, PACKET } from '../../../lab/ike/vici-codec.ts';
import { readStates } from '../../../lab/probe/sas.ts';

const answer = Buffer.concat([
  encodePacket(PACKET.eventConfirm),
  encodePacket(PACKET.event, 'list-sa', { Tunnel1: { uniqueid: '3', version: '1', state: 'ESTABLISHED' } }),
  encodePacket(PACKET.event, 'list-sa', { Tunnel1: { uniqueid: '2', version: '1', state: 'DELETING' } }),
  encodePacket(PACKET.cmdResponse),
]).toString('hex');

it('reads what daemons answered, in the order of their names', () => {
  const output = `tunnel-1/vpn stopped -\nonprem-router/Tunnel1 running ${answer}\ntunnel-2/vpn running -\n`;
  const [router, first, second, missing] = readStates(output, [
    'onprem-router/Tunnel1',
    'tunnel-1/vpn',
    'tunnel-2/vpn',
    'tunnel-3/vpn',
  ]);
  expect(router!.process).toBe('running');
  expect(router!.sas!.map(({ name, uniqueId, state }) => [name, uniqueId, state])).toEqual([
    ['Tunnel1', 3, 'ESTABLISHED'],
    ['Tunnel1', 2, 'DELETING'],
  ]);
  expect(first).toEqual({ process: 'stopped', sas: null });
  expect(second).toEqual({ process: 'running', sas: null });
  expect(missing).toEqual({ process: 'absent', sas: null });
});

it('knows that a daemon which answers may have no SA', () => {
  const none = Buffer.concat([encodePacket(PACKET.eventConfirm), encodePacket(PACKET.cmdResponse)]);
  expect(readStates(`a/vpn running ${none.toString('hex')}`, ['a/vpn'])).toEqual([
    { process: 'running', sas: [] },
  ]);
});
