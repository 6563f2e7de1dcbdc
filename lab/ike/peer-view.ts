import type { CurrentSas } from './current-sas.ts';
import type { ChildSa, IkeSa } from './sa.ts';

/** The SAs of a connection's other end, as they follow from those of one end; its own name for them is given. */
export function asPeerHas({ ikeSa, childSa }: CurrentSas, name: string): CurrentSas {
  return {
    ikeSa: ikeSa === null ? null : turnedIke(ikeSa, name),
    childSa: childSa === null ? null : turnedChild(childSa, name),
  };
}

function turnedIke(sa: IkeSa, name: string): IkeSa {
  return {
    ...sa,
    name,
    initiator: !sa.initiator,
    ...{ localHost: sa.remoteHost, localPort: sa.remotePort, natLocal: sa.natRemote },
    ...{ remoteHost: sa.localHost, remotePort: sa.localPort, natRemote: sa.natLocal },
    childSas: sa.childSas.map((child) => turnedChild(child, name)),
  };
}

function turnedChild(sa: ChildSa, name: string): ChildSa {
  return {
    ...sa,
    name,
    ...{ spiIn: sa.spiOut, bytesIn: sa.bytesOut, packetsIn: sa.packetsOut, localTs: sa.remoteTs },
    ...{ spiOut: sa.spiIn, bytesOut: sa.bytesIn, packetsOut: sa.packetsIn, remoteTs: sa.localTs },
  };
}
