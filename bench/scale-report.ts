import type { Round } from './scale-round.ts';

/** Figures of a size as they are printed, with how they grew from the size before. */
export function report({ figures, ...counts }: Round, smaller: Round | null): object {
  const { memoryMiB, ...ms } = figures;
  return {
    ...counts,
    medianMs: Object.fromEntries(Object.entries(ms).map(([name, value]) => [name, Math.round(value)])),
    forEachContainer: {
      upMs: twoDecimals(ms.upUntilVerified / counts.containers),
      wiringMs: twoDecimals(ms.wiringAllLinks / counts.containers),
      peakMemoryMiB: twoDecimals(memoryMiB / counts.containers),
    },
    ratio: {
      nodesToBareContainers: twoDecimals(ms.upUntilNodes / ms.bareContainers),
      upToBareContainers: twoDecimals(ms.upUntilVerified / ms.bareContainers),
    },
    ...(smaller !== null && { growth: growth({ figures, ...counts }, smaller) }),
  };
}

/** The power of the number of containers, of pairs for the matrix, that a time grew with: 1 is linear. */
function growth(larger: Round, smaller: Round): object {
  const pairs = ({ pairs }: Round) => Object.values(pairs).reduce((sum, each) => sum + each, 0);
  const containers = ({ containers }: Round) => containers;
  const power = (figure: keyof Round['figures'], size: (round: Round) => number) =>
    twoDecimals(
      Math.log(larger.figures[figure] / smaller.figures[figure]) / Math.log(size(larger) / size(smaller)),
    );
  return {
    bareContainers: power('bareContainers', containers),
    upUntilNodes: power('upUntilNodes', containers),
    upUntilVerified: power('upUntilVerified', containers),
    wiringAllLinks: power('wiringAllLinks', containers),
    memory: power('memoryMiB', containers),
    fullMatrixByPairs: power('fullMatrix', pairs),
  };
}

const twoDecimals = (value: number): number => Number(value.toFixed(2));
