import { describe, expect, it } from 'vitest';
import { conform } from '../../../../lab/import/json/shape.ts';
import type { Shape } from '../../../../lab/import/json/shape.ts';

interface Item {
  readonly Id: string;
  readonly Asn?: number;
  readonly IsMain?: boolean;
  readonly Parts?: readonly { readonly Cidr?: string }[];
}
const SHAPE: Shape<Item> = { Id: 'text', Asn: 'number', IsMain: 'boolean', Parts: [{ Cidr: 'text' }] };

function conformed(value: unknown): { item: Item; wrong: string[] } {
  const wrong: string[] = [];
  const item = conform<Item>(value, SHAPE, (path, what) => wrong.push(`${path.join('.')} ${what}`));
  return { item, wrong };
}

describe('what is read of an object', () => {
  it('has the members of the shape, and no others', () => {
    const value = { Id: 'x', Secret: 'y', Parts: [{ Cidr: ' 10.0.0.0/8 ', More: 1 }], Asn: null };
    expect(conformed(value)).toEqual({ item: { Id: 'x', Parts: [{ Cidr: '10.0.0.0/8' }] }, wrong: [] });
  });

  it('has numbers and words as the shape has them, however they are quoted', () => {
    const { item, wrong } = conformed({ Id: 7, Asn: '64512', IsMain: 'True' });
    expect(item).toEqual({ Id: '7', Asn: 64512, IsMain: true });
    expect(wrong).toEqual([]);
  });

  it('leaves out what is something else, and says where', () => {
    const { item, wrong } = conformed({ Id: {}, Asn: 'x', IsMain: 2, Parts: [{ Cidr: [] }, 5] });
    expect(item).toEqual({ Parts: [{}] });
    expect(wrong).toEqual([
      'Id must be text',
      'Asn must be a number',
      'IsMain must be true or false',
      'Parts.0.Cidr must be text',
      'Parts.1 must be an object',
    ]);
  });
});
