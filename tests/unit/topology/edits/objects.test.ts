import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../lab/errors.ts';
import { ownedObjectNamed, routeTo } from '../../../../lab/topology/edits/objects.ts';

const routers = [
  { name: 'onprem', connections: [{ name: 'Tunnel1' }, { name: 'Tunnel2' }] },
  { name: 'branch', connections: [{ name: 'Tunnel1' }] },
];
const find = (name: string): string => {
  const { owner, item } = ownedObjectNamed('connection', routers, ({ connections }) => connections, name);
  return `${item.name} of ${owner.name}`;
};

describe('ownedObjectNamed', () => {
  it('takes the plain name where only one has it, and the owner too where two have', () => {
    expect(find('Tunnel2')).toBe('Tunnel2 of onprem');
    expect(find('branch/Tunnel1')).toBe('Tunnel1 of branch');
  });

  it('offers the names that can be told apart', () => {
    expect(() => find('office')).toThrow('known: onprem/Tunnel1, Tunnel2, branch/Tunnel1');
    expect(() => find('branch/Tunel1')).toThrow('did you mean branch/Tunnel1?');
  });
});

describe('routeTo', () => {
  const routes = [{ destinationCidrBlock: '10.10.0.0/16' }, { destinationCidrBlock: '10.20.0.0/16' }];

  it('finds a route by its block', () => {
    expect(routeTo('a table', routes, '10.20.0.0/16')).toBe(routes[1]);
  });

  it('offers the nearest block', () => {
    expect(() => routeTo('a table', routes, '10.10.0.0/24')).toThrow(UsageError);
    expect(() => routeTo('a table', routes, '10.10.0.0/24')).toThrow('did you mean 10.10.0.0/16?');
  });
});
