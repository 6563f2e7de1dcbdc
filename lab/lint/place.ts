/** Where something stands; the line counts from 1, and is null where nothing stands that should. */
export interface Place {
  readonly file: string;
  readonly line: number | null;
}
