/** A host on the Internet, with a public address of its own. */
export interface InternetHost {
  /** Also the node's name. */
  readonly name: string;
  readonly ipAddress: string;
  /** Name of the key pair whose private key it has; null for none. */
  readonly keyName: string | null;
}
