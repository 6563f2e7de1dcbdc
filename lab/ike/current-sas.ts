import type { ChildSa, IkeSa } from './sa.ts';

/** Of all SAs that a daemon has of a connection, those that count. */
export interface CurrentSas {
  /**
   * The newest IKE_SA of the connection, or null. One with a CHILD_SA comes first: when IKEv1 reauthenticates, the
   * new IKE_SA takes over the CHILD_SAs of the old one only after a moment.
   */
  readonly ikeSa: IkeSa | null;
  /** Its newest CHILD_SA that carries traffic, or null. */
  readonly childSa: ChildSa | null;
}

/** ESTABLISHED with an installed CHILD_SA. */
export function isUp({ ikeSa, childSa }: CurrentSas): boolean {
  return ikeSa?.state === 'ESTABLISHED' && childSa !== null;
}

/** An end's SAs in a few words, e.g. `ESTABLISHED, INSTALLED`. */
export function describeSas({ ikeSa, childSa }: CurrentSas): string {
  return `${ikeSa?.state ?? 'no IKE_SA'}, ${childSa?.state ?? 'no CHILD_SA'}`;
}

/** Of a daemon's SAs those of a connection that count. */
export function currentSas(connection: string, sas: readonly IkeSa[]): CurrentSas {
  const newest = sas.filter(({ name }) => name === connection).sort((a, b) => b.uniqueId - a.uniqueId);
  const established = newest.filter(({ state }) => state === 'ESTABLISHED');
  const ikeSa = established.find(newestChild) ?? established[0] ?? newest[0] ?? null;
  return { ikeSa, childSa: ikeSa === null ? null : newestChild(ikeSa) };
}

/** States of a CHILD_SA that carries traffic: one that is being rekeyed does so until its successor is there. */
const CARRYING = ['INSTALLED', 'REKEYING'];

/**
 * The CHILD_SAs of an IKE_SA that carry traffic, the newest last. A daemon numbers them as it makes them; it lists one that
 * an IKE_SA has adopted (IKEv1 reauthenticated) behind the IKE_SA's own, older or not.
 */
export function carrying({ childSas }: IkeSa): ChildSa[] {
  return childSas
    .filter(({ state }) => CARRYING.includes(state))
    .sort((one, other) => one.uniqueId - other.uniqueId);
}

/** Its newest CHILD_SA that carries traffic, or null. */
function newestChild(ikeSa: IkeSa): ChildSa | null {
  return carrying(ikeSa).at(-1) ?? null;
}
