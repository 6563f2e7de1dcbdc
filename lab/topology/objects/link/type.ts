/** What the kernel's netem does to the packets that leave an interface; 0 stands for nothing, of the rate for no limit. */
export interface Netem {
  readonly delayMs: number;
  /** How much the delay varies, either way; packets may overtake each other. */
  readonly jitterMs: number;
  readonly lossPercent: number;
  readonly rateMbps: number;
}

/** A link that delays, loses or limits packets, in each direction. */
export interface Link extends Netem {
  /** Names of the two nodes. */
  readonly between: readonly [string, string];
}
