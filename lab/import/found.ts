import { formatKeyPath } from '../topology/key-path.ts';
import type { KeyPath } from '../topology/key-path.ts';

/** Where something stands in a file that is imported. */
export interface Place {
  readonly file: string;
  /** Counted from 1; not of a file that is all one line. */
  readonly line?: number;
  /** What such a file calls the object: a Terraform address, an id. */
  readonly object?: string;
}

/** An object of the EC2 API as a file has it. */
export interface Found<Item> {
  readonly item: Item;
  /**
   * Where a member of it stands, by its path in `item`, e.g. `['Options', 'TunnelOptions', 0]`: of one that is not there, where
   * the nearest around it does; without a path, where it begins.
   */
  readonly at: (path?: KeyPath) => Place;
  /** What the file calls it, e.g. `module.vpn.aws_vpn_connection.main`; else its tag Name, or its id, is its name. */
  readonly name?: string;
  /**
   * It is what a sample configuration shows. AWS fills samples with the smallest values it takes, so what another file has of
   * the object wins (AWS S2S VPN user guide, Download the configuration file).
   */
  readonly isSample?: boolean;
}

/** An {@link Found.at} of the lines of some members, by their paths as {@link formatKeyPath} writes them; '' is the object. */
export function placesIn(file: string, lines: ReadonlyMap<string, number>): Found<unknown>['at'] {
  return (path = []) => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const line = lines.get(formatKeyPath(path.slice(0, depth)));
      if (line !== undefined) return { file, line };
    }
    return { file, line: lines.get('') ?? 1 };
  };
}
