import { contains, isAnyCidrBlock } from '../../topology/cidr.ts';
import type { KernelState } from '../observation.ts';
import { valuesOf, wordsOf } from './words.ts';

/** What tells IPsec's policies and SAs of the same selectors apart. */
export interface XfrmMark {
  readonly value: number;
  readonly mask: number;
}

/** An IPsec policy of the kernel, as `ip xfrm policy list` shows it. */
export interface XfrmPolicy {
  readonly source: string;
  readonly destination: string;
  /** `out` for what is sent, `in` for what is delivered here, `fwd` for what is forwarded. */
  readonly direction: string;
  /** The lower goes first. */
  readonly priority: number;
  readonly mark: XfrmMark | null;
  /** 0 without one. */
  readonly ifId: number;
  readonly isBlocking: boolean;
  /** Outside addresses of the tunnel that it asks for; null if it asks for none. */
  readonly template: { readonly source: string; readonly destination: string; readonly reqid: number } | null;
  /** In one line, with what says so. */
  readonly text: string;
}

/** An SA of the kernel, as `ip xfrm state list nokeys` shows it. */
export interface XfrmState {
  readonly source: string;
  readonly destination: string;
  readonly spi: string;
  readonly reqid: number;
  readonly mark: XfrmMark | null;
  readonly ifId: number;
  readonly text: string;
}

/** What a packet is selected by: its addresses, and the mark and if_id that the device gives it. */
export interface XfrmPacket {
  readonly source: string;
  readonly destination: string;
  readonly mark: number;
  readonly ifId: number;
}

/**
 * Reads the policies, of either IP version; those of single sockets, which IKE daemons have for themselves, are left out, and
 * those that libreswan has for neighbour discovery.
 */
export function policiesOf({ policies }: KernelState): XfrmPolicy[] {
  return entries(policies).flatMap((words): XfrmPolicy[] => {
    const template = words.indexOf('tmpl');
    const own = template < 0 ? words : words.slice(0, template);
    const {
      src,
      dst,
      dir,
      priority = '0',
      mark,
      if_id: ifId = '0',
    } = valuesOf(own, [...(['src', 'dst', 'dir', 'priority', 'mark', 'if_id'] as const)]);
    // An if_id stands behind the templates.
    const { if_id: later = ifId } = valuesOf(words, ['if_id']);
    if (src === undefined || dst === undefined || dir === undefined || !isAnyCidrBlock(src)) return [];
    if (own.includes('ipv6-icmp')) return [];
    return [
      {
        ...{ source: src, destination: dst, direction: dir, priority: Number(priority) },
        ...{ mark: readMark(mark), ifId: Number(later), isBlocking: own.includes('block') },
        template: template < 0 ? null : readTemplate(words.slice(template)),
        text: `ip xfrm policy: ${words.join(' ')}`,
      },
    ];
  });
}

/** Reads the SAs. */
export function statesOf({ states }: KernelState): XfrmState[] {
  return entries(states).flatMap((words): XfrmState[] => {
    const keys = ['src', 'dst', 'spi', 'reqid', 'mark', 'if_id'] as const;
    const { src, dst, spi = '', reqid = '0', mark, if_id: ifId = '0' } = valuesOf(words, keys);
    if (src === undefined || dst === undefined) return [];
    return [
      {
        ...{ source: src, destination: dst, spi, reqid: Number(reqid) },
        ...{ mark: readMark(mark), ifId: Number(ifId), text: words.join(' ') },
      },
    ];
  });
}

/** The policies that select a packet, the one that the kernel takes first. */
export function selectingPolicies(policies: readonly XfrmPolicy[], packet: XfrmPacket): XfrmPolicy[] {
  return policies.filter((policy) => selects(policy, packet)).sort((a, b) => a.priority - b.priority);
}

function selects(policy: XfrmPolicy, { source, destination, mark, ifId }: XfrmPacket): boolean {
  const isMarked = policy.mark === null || (mark & policy.mark.mask) >>> 0 === policy.mark.value;
  const isSelected = contains(policy.source, source) && contains(policy.destination, destination);
  return isSelected && isMarked && policy.ifId === ifId;
}

/** The lines of each entry, which begins at the left margin and goes on indented, as words. */
function entries(lines: readonly string[]): string[][] {
  const found: string[][] = [];
  for (const line of lines) {
    if (/^\S/.test(line)) found.push([]);
    found.at(-1)?.push(...wordsOf(line));
  }
  return found;
}

function readMark(text: string | undefined): XfrmMark | null {
  const [value, mask] = (text ?? '').split('/');
  return value === '' || mask === undefined ? null : { value: Number(value), mask: Number(mask) };
}

function readTemplate(words: readonly string[]): XfrmPolicy['template'] {
  const { src = '', dst = '', reqid = '0' } = valuesOf(words, ['src', 'dst', 'reqid']);
  return { source: src, destination: dst, reqid: Number(reqid) };
}
