import { expect, it } from 'vitest';
import { encodePacket, PACKET } from '../../../lab/ike/vici-codec.ts';
import { readStates } from '../../../lab/probe/sas.ts';

const answer = Buffer.concat([
  encodePacket(PACKET.eventConfirm),
  encodePacket(PACKET.event, 'list-sa', { Tunnel1: { uniqueid: '3', version: '1', state: 'ESTABLISHED' } }),
  encodePacket(PACKET.event, 'list-sa', { Tunnel1: { uniqueid: '2', version: '1', state: 'DELETING' } }),
  encodePacket(PACKET.cmdResponse),
]).toString('hex');

it('reads what daemons answered, by their nodes', () => {
  const output = `tunnel-1/vpn stopped -\nonprem-router/Tunnel1 running ${answer}\ntunnel-2/vpn running -\n`;
  const { 'onprem-router': router, 'tunnel-1': first, 'tunnel-2': second, ...others } = readStates(output);
  const { Tunnel1 } = router!;
  expect(Tunnel1!.process).toBe('running');
  expect(Tunnel1!.sas!.map(({ name, uniqueId, state }) => [name, uniqueId, state])).toEqual([
    ['Tunnel1', 3, 'ESTABLISHED'],
    ['Tunnel1', 2, 'DELETING'],
  ]);
  expect(first).toEqual({ vpn: { process: 'stopped', sas: null } });
  expect(second).toEqual({ vpn: { process: 'running', sas: null } });
  expect(others).toEqual({});
});

it('knows that a daemon which answers may have no SA', () => {
  const none = Buffer.concat([encodePacket(PACKET.eventConfirm), encodePacket(PACKET.cmdResponse)]);
  expect(readStates(`a/vpn running ${none.toString('hex')}`)).toEqual({
    a: { vpn: { process: 'running', sas: [] } },
  });
});
