/** What an attachment of the lab is called, and whether its resource propagates. */
export interface KnownAttachment {
  readonly id: string;
  readonly name: string;
  readonly isPeering: boolean;
}
