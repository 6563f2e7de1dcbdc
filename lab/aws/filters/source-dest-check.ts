import { drop } from '../explanation.ts';
import type { PacketFilter } from './packet-filter.ts';

/**
 * The source/destination check of a network interface, on by default: it rejects what comes in for another address than
 * its own, and what goes out from another (VPC Reachability Analyzer guide, Explanation codes:
 * ENI_SOURCE_DEST_CHECK_RESTRICTION).
 */
export const sourceDestCheck: PacketFilter = ({ source, destination }, { instance, direction }) => {
  const { address } = direction === 'egress' ? source : destination;
  if (!instance.sourceDestCheck || address === instance.privateIpAddress) return null;
  return drop('sourceDestCheck', { node: instance.name });
};
