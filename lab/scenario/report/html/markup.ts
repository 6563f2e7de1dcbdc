import { escapeMarkup } from '../escape.ts';

/** A piece of HTML or SVG, to be told from text. */
export class Markup {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** What can stand in a {@link markup} template: markup as it is, text escaped, null as nothing. */
export type Part = Markup | string | number | null | readonly Part[];

/** Template tag for HTML and SVG: every text put in is escaped, so that it can be no markup. */
export function markup(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(String.raw({ raw: template }, ...parts.map(sourceOf)));
}

function sourceOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.source;
  if (typeof part === 'string' || typeof part === 'number') return escapeMarkup(String(part));
  return part.map(sourceOf).join('');
}
