/** A text of a router, e.g. what lies at `/etc/ipsec.conf`. */
export interface RouterText {
  /** Absolute path in the router: what the text is, and what `include` finds it by. */
  readonly path: string;
  readonly text: string;
  /** The name that messages bear; the path by default. */
  readonly from?: string;
}

/** One setting as it stands in a file, whether the lab knows its key or not. */
export interface Setting {
  /** As the daemon knows it, in lower case: `leftid`; in swanctl.conf with its sections, `local.id`. */
  readonly key: string;
  /** Without quotes. */
  readonly value: string;
  /** The name that messages bear, and the line in it, from 1. */
  readonly file: string;
  readonly line: number;
}

/**
 * One connection with one CHILD_SA, as a router's own files configure it: a `conn` of an ipsec.conf with `%default` and
 * `also` merged in, or a connection of a swanctl.conf with one of its children. What the file leaves out has the
 * daemon's own default; where the daemon has none, or the value is not one that can be read, null or an empty list.
 */
export interface ReadConn {
  readonly name: string;
  /** Name of the CHILD_SA; in an ipsec.conf that of the conn. */
  readonly child: string;
  readonly file: string;
  readonly line: number;
  /** Every setting by its key, unknown ones too. */
  readonly settings: ReadonlyMap<string, Setting>;
  /** The version it initiates with. */
  readonly keyExchange: 'ikev1' | 'ikev2';
  /** As written: an address, `%defaultroute`, `%any`, a host name. */
  readonly left: string | null;
  readonly right: string | null;
  readonly leftId: string | null;
  readonly rightId: string | null;
  /** In strongSwan's notation whichever daemon it is, in the file's order; empty for the daemon's defaults. */
  readonly ikeProposals: readonly string[];
  readonly espProposals: readonly string[];
  readonly ikeLifetimeSeconds: number;
  readonly lifetimeSeconds: number;
  readonly marginSeconds: number;
  readonly fuzzPercent: number;
  /** 0: no dead peer detection. */
  readonly dpdDelaySeconds: number;
  readonly dpdTimeoutSeconds: number;
  /** `hold` makes a trap policy in place of the CHILD_SA. */
  readonly dpdAction: 'none' | 'clear' | 'hold' | 'restart';
  /** `ignore`: the daemon does not load it. */
  readonly auto: 'start' | 'route' | 'add' | 'ignore';
  /** CIDR blocks; empty where only the address of that end is meant. */
  readonly leftSubnets: readonly string[];
  readonly rightSubnets: readonly string[];
  /** Mark of each direction; null without one, or where the daemon is to choose. */
  readonly markIn: number | null;
  readonly markOut: number | null;
  /** XFRM interface id of each direction. */
  readonly ifIdIn: number | null;
  readonly ifIdOut: number | null;
  /** The updown script with its arguments. */
  readonly updown: string | null;
}
