import { expect, it } from 'vitest';
import { ikePassage, isConclusive } from '../../../../lab/diagnosis/tunnel/ike-messages.ts';
import { configuredTunnel } from '../../../../lab/topology/graph/tunnels.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { recorded, scene } from '../recorded.ts';

const ends = configuredTunnel(referenceLab, 'tunnel-1')!;

it('names the ports that are blocked, and the command that removes the rule', () => {
  const { blocked, wasSent } = ikePassage(scene('ike-blocked'), ends);
  expect(wasSent).toBe(true);
  expect(blocked!.text).toMatch(/^internet lets no UDP 500 and no UDP 4500 pass /);
  expect(blocked!.repair!.command).toMatch(/^nft delete rule .* handle \d+$/);
});

it('knows what arrived where nothing stops it: ESP alone is blocked', () => {
  const { blocked, arrived } = ikePassage(scene('esp-blocked'), ends);
  expect(blocked).toBeNull();
  expect(arrived.aws).toEqual([500, 4500]);
});

it('asks for messages that were not sent', () => {
  const seen = scene('answered');
  expect(ikePassage(seen, ends)).toMatchObject({ blocked: null, wasSent: false });
  expect([...seen.wanted]).toEqual(['tunnel-1']);
});

it('has another try where a message was neither seen to arrive nor to be stopped', () => {
  const [passages] = recorded('esp-blocked').ikeMessages['tunnel-1']!;
  expect(isConclusive(passages!, ends)).toBe(true);
  expect(isConclusive({ ...passages, 'tunnel-1': [] }, ends)).toBe(false);
  expect(isConclusive({}, ends)).toBe(false);
});
