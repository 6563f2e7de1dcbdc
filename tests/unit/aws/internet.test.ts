import { describe, expect, it } from 'vitest';
import { tcpTo } from '../../../lab/aws/flow.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import type { Lab } from '../../../lab/topology/types.ts';

const lab = loadLab('tests/fixtures/labs/internet.yaml');

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

function changed(change: (draft: Mutable<Lab>) => void): Lab {
  const draft = structuredClone(lab) as Mutable<Lab>;
  change(draft);
  return draft;
}

const AWAY = ['vpc-a', 'nat', 'vpc-a', 'igw', 'internet'];

describe('predict, from and to the Internet', () => {
  it.each([
    ['web', 'laptop', ['web', 'vpc-a', 'igw', 'internet', 'laptop']],
    ['laptop', 'web', ['laptop', 'internet', 'igw', 'vpc-a', 'web']],
    ['private-host', 'laptop', ['private-host', ...AWAY, 'laptop']],
    ['far-host', 'laptop', ['far-host', ...AWAY, 'laptop']],
    ['web', 'far-host', ['web', 'vpc-a', 'far-host']],
    ['web', 'b-host', ['web', 'vpc-a', 'tgw', 'vpc-b', 'b-host']],
  ])('lets %s reach %s', (from, to, path) => {
    expect(predict(lab, from, to)).toEqual({ reachable: true, path });
  });

  it.each([
    ['laptop', 'bastion', 'ENI_SG_RULES_MISMATCH', 'forward', 'vpc-a'],
    ['laptop', 'no-eip', 'NO_POSSIBLE_DESTINATION', 'forward', 'internet'],
    ['laptop', 'private-host', 'NO_POSSIBLE_DESTINATION', 'forward', 'internet'],
    ['no-eip', 'laptop', 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS', 'forward', 'igw'],
    ['alone-host', 'laptop', 'NO_ROUTE_TO_DESTINATION', 'forward', 'vpc-a'],
    ['b-host', 'laptop', 'NO_ROUTE_TO_DESTINATION', 'forward', 'vpc-b'],
    ['far-host', 'b-host', 'TGW_ROUTE_AZ_RESTRICTION', 'forward', 'vpc-a'],
    ['b-host', 'far-host', 'TGW_ROUTE_AZ_RESTRICTION', 'return', 'vpc-a'],
  ])('does not let %s reach %s: %s', (from, to, reason, leg, droppedAt) => {
    expect(predict(lab, from, to)).toMatchObject({ reachable: false, reason, leg, droppedAt });
  });

  it('opens the port of a bastion', () => {
    expect(predict(lab, 'laptop', 'bastion', tcpTo(22)).reachable).toBe(true);
    expect(predict(lab, 'laptop', 'private-host', tcpTo(22)).reachable).toBe(false);
  });

  it.each<[string, (draft: Mutable<Lab>) => void, string, RegExp]>([
    [
      'a detached Internet gateway',
      (draft) => (draft.gateways.find(({ name }) => name === 'igw')!.attachments = []),
      'web',
      /route table public is a blackhole: igw is not attached to vpc-a/,
    ],
    [
      'a deleted NAT gateway',
      (draft) => (draft.vpcs[0]!.natGateways = []),
      'private-host',
      /route table private is a blackhole: nat is deleted/,
    ],
    [
      'a NAT gateway in a private subnet',
      (draft) => (draft.vpcs[0]!.natGateways[0]!.subnet = 'alone'),
      'private-host',
      /NAT gateway nat is in subnet alone, whose route table main has no applicable route/,
    ],
    [
      'an Elastic IP address that is disassociated',
      (draft) => (draft.vpcs[0]!.instances[0]!.publicIpAddress = null),
      'web',
      /10\.10\.0\.20 has no public address/,
    ],
  ])('names %s', (_, change, from, text) => {
    expect(predict(changed(change), from, 'laptop')).toMatchObject({
      reachable: false,
      text: expect.stringMatching(text) as string,
    });
  });

  it('does not let an answer out by a NAT gateway that has not seen the connection begin', () => {
    const asymmetric = changed((draft) => (draft.vpcs[0]!.subnets[0]!.routeTable = 'private'));
    const inner = changed((draft) => {
      draft.vpcs[0]!.instances[0]!.subnet = 'private';
    });
    expect(predict(inner, 'laptop', 'web')).toMatchObject({ leg: 'return', droppedAt: 'nat' });
    expect(predict(asymmetric, 'private-host', 'laptop')).toMatchObject({ reason: 'CYCLIC_PATH_DETECTED' });
  });

  it('sends what is for private addresses to no Internet gateway', () => {
    const wrong = changed((draft) => draft.vpcs[0]!.routeTables[1]!.routes.pop());
    expect(predict(wrong, 'web', 'b-host')).toMatchObject({
      reason: 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
      droppedAt: 'igw',
    });
  });

  it('goes by way of an instance that forwards, once its source/destination check is off', () => {
    const inspected = (sourceDestCheck: boolean) =>
      changed((draft) => {
        draft.vpcs[0]!.routeTables[2]!.routes[1]!.target = { kind: 'instance', name: 'web' };
        draft.vpcs[0]!.instances[0]!.sourceDestCheck = sourceDestCheck;
      });
    expect(inspected(true).vpcs[0]!.routeTables[2]!.name).toBe('private');
    expect(predict(inspected(false), 'private-host', 'b-host')).toEqual({
      reachable: true,
      path: ['private-host', 'vpc-a', 'web', 'vpc-a', 'tgw', 'vpc-b', 'b-host'],
    });
    expect(predict(inspected(true), 'private-host', 'b-host')).toMatchObject({
      reachable: false,
      droppedAt: 'vpc-a',
    });
  });
});
