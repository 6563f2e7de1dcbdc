import type { BgpRoute } from '../topology/types.ts';

/** Reads `birdc show route protocol customer all`: what AWS has learned over a session. */
export function readLearnedRoutes(output: string): BgpRoute[] {
  return output
    .split(/^(?=[\da-f.:]+\/\d+ )/m)
    .slice(1)
    .map((text) => ({
      destinationCidrBlock: /^\S+/.exec(text)![0],
      asPath: (valueOf(text, 'as_path') ?? '').split(' ').filter(Boolean).map(Number),
      med: Number(valueOf(text, 'med') ?? 0),
    }));
}

const valueOf = (text: string, attribute: string): string | undefined =>
  new RegExp(`^\\s*BGP\\.${attribute}: (.*)$`, 'm').exec(text)?.[1];
