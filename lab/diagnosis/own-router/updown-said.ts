import type { Scene } from '../scene.ts';

/** What the updown script of a connection said last, by the log of the router's IKE daemon; null if it said nothing. */
export function updownSaid({ observation }: Scene, router: string, connection: string): string | null {
  const said = new RegExp(String.raw`<${connection}\|[^>]*> updown: (.*)$`);
  const lines = observation.nodes[router]?.ikeLog ?? [];
  return lines.flatMap((line) => said.exec(line)?.[1] ?? []).at(-1) ?? null;
}
