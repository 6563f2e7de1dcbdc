import type { Rule } from './kernel/ruleset.ts';

/** The way of the request, or of its answer. */
export type Leg = 'forward' | 'return';

/** One packet at one node, as its packet filter saw it. */
export interface Passage {
  /**
   * The packet's headers in the words of nft, e.g. `ip saddr 10.30.141.20 ip daddr 10.10.141.106 … icmp sequence 1`; of a
   * packet that was not sent, between which addresses it was reckoned.
   */
  readonly packet: string;
  /** The same once it left or was delivered, so after address translation; as it came where it did neither. */
  readonly leaving: string;
  /** Interface it came in by; null for one of the node's own. */
  readonly in: string | null;
  /** Interface that routing gave it; null where it came to no such decision, or was for the node itself. */
  readonly out: string | null;
  /** What became of it here. `stopped`: it was let in, and nothing more was heard of it, so routing refused it. */
  readonly fate: 'left' | 'delivered' | 'dropped' | 'stopped';
  /** The rule that dropped it. */
  readonly drop: Rule | null;
  /** The rules that let it pass, in the order it met them. */
  readonly accepts: readonly Rule[];
  /** The same packet, once it has come back to the node: from a middlebox, or because it goes round. */
  readonly again?: Passage;
}

/** What each node saw of traced packets, by the names of the nodes; of a node that does not run there is nothing. */
export type Passages = Readonly<Record<string, readonly Passage[]>>;

/** What a TCP port answered a connection with: it took it, or refused it. */
export type PortState = 'open' | 'refused';

/** What became of probes on their way, and what each node saw of one of them: the first that was lost, if any was. */
export interface Trace {
  readonly sent: number;
  readonly received: number;
  /** Averaged, in milliseconds; null without an answer, or where nobody measures it. */
  readonly rttMs: number | null;
  /** Null without an answer, and of other probes than a TCP connection. */
  readonly tcpPort: PortState | null;
  /** What the program that sent them said. */
  readonly output: string;
  /** The request and its answer at each node that saw them. */
  readonly packets: Readonly<Record<Leg, Readonly<Record<string, Passage>>>>;
  /** ESP at each node meanwhile. */
  readonly esp: Passages;
}

/** Every request was answered. */
export function isAnswered({ sent, received }: Pick<Trace, 'sent' | 'received'>): boolean {
  return received > 0 && received === sent;
}
