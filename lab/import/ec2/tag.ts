/** EC2 API `Tag`. */
export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** What every object of the EC2 API may have. */
export interface Tagged {
  readonly Tags?: readonly Tag[];
}
