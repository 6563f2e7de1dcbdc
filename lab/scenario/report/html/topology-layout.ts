import { linksOf } from '../../../topology/graph/links.ts';
import { nodeOf } from '../../../topology/graph/nodes.ts';
import { isNamesake } from '../../../topology/graph/sites.ts';
import { tunnelsOf } from '../../../topology/graph/tunnels.ts';
import type { Lab } from '../../../topology/types.ts';
import { endpointBox, internetBox, siteBox, gatewayBox, vpcBox } from './topology-boxes.ts';
import type { Box } from './topology-boxes.ts';

/** A box, in pixels from the top left corner. */
export interface Card extends Omit<Box, 'inner'> {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line between two boxes. */
export interface Wire {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly label: string;
  readonly objects: readonly string[];
  /** Names of the nodes at its ends. */
  readonly ends: readonly [string, string];
}

/** A drawing of a lab. Groups come before the cards within them. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly cards: readonly Card[];
  readonly wires: readonly Wire[];
}

/** Sizes in pixels that the drawing of text goes by, too. */
export const TEXT = { padding: 10, title: 18, row: 16 } as const;
const GAP = 14;
/** Left edge and width of each column, AWS on the left as the walk-through has it. */
const COLUMNS = {
  vpcs: [0, 262],
  gateways: [346, 250],
  endpoints: [680, 156],
  internet: [886, 84],
  sites: [1020, 232],
} as const;
const WIDTH = 1252;

/** Lays a lab out: VPCs, Transit Gateway with its route tables, tunnel endpoints, Internet, sites. */
export function layOut(lab: Lab): Drawing {
  const columns = {
    vpcs: lab.vpcs.map(vpcBox),
    gateways: lab.gateways.map(gatewayBox),
    endpoints: tunnelsOf(lab).map(({ tunnel }) => endpointBox(tunnel)),
    internet: [internetBox],
    sites: lab.customerGateways.filter(isNamesake).map((gateway) => siteBox(lab, gateway)),
  };
  const height = Math.max(...Object.values(columns).map(heightOfAll));
  const cards = (Object.keys(columns) as (keyof typeof columns)[]).flatMap((name) => {
    const [x, width] = COLUMNS[name];
    return place(columns[name], x, (height - heightOfAll(columns[name])) / 2, width);
  });
  const wire = wiring(cards);
  return {
    width: WIDTH,
    height,
    cards,
    wires: linksOf(lab)
      // An instance lies within its VPC.
      .filter(({ ends }) => ends.every(({ node }) => nodeOf(lab, node).role !== 'instance'))
      .map(({ ends: [one, other], attachment }) => wire(one.node, other.node, attachment ?? ''))
      .toSorted((a, b) => a.from[0] - b.from[0]),
  };
}

function heightOf({ rows, inner = [] }: Box): number {
  const own = TEXT.padding + TEXT.title + rows.length * TEXT.row + TEXT.padding;
  return inner.length === 0 ? own : own + heightOfAll(inner) + TEXT.padding;
}

function heightOfAll(boxes: readonly Box[]): number {
  return boxes.reduce((sum, box) => sum + heightOf(box), GAP * Math.max(0, boxes.length - 1));
}

/** Puts boxes one below the other. */
function place(boxes: readonly Box[], x: number, top: number, width: number): Card[] {
  let y = top;
  return boxes.flatMap((box) => {
    const { inner = [], ...rest } = box;
    const card = { ...rest, x, y, width, height: heightOf(box) };
    const below = y + card.height - TEXT.padding - heightOfAll(inner);
    y += card.height + GAP;
    return [card, ...place(inner, x + TEXT.padding, below, width - 2 * TEXT.padding)];
  });
}

/** Makes what draws a wire between the cards of two nodes, from left to right: level where it can be, else the shortest way. */
function wiring(cards: readonly Card[]): (node: string, neighbour: string, label: string) => Wire {
  const cardOf = (name: string): Card => {
    const card = cards.find(({ kind, objects }) => kind !== 'table' && objects[0] === name);
    if (card === undefined) throw new Error(`no card for ${name}`);
    return card;
  };
  return (node, neighbour, label) => {
    const ends =
      cardOf(node).x <= cardOf(neighbour).x ? ([node, neighbour] as const) : ([neighbour, node] as const);
    const [one, other] = [cardOf(ends[0]), cardOf(ends[1])];
    const common = { label, objects: label === '' ? [] : [label], ends };
    if (one.x === other.x) {
      const x = one.x + one.width / 2;
      return { ...common, from: [x, one.y + one.height], to: [x, other.y] };
    }
    const [smaller, larger] = one.height < other.height ? [one, other] : [other, one];
    const y = middle(smaller);
    const near = Math.min(Math.max(y, larger.y + GAP), larger.y + larger.height - GAP);
    const yOf = (card: Card): number => (card === smaller ? y : near);
    return { ...common, from: [one.x + one.width, yOf(one)], to: [other.x, yOf(other)] };
  };
}

const middle = ({ y, height }: Card): number => y + height / 2;
