/** Linux's limit for an interface name (IFNAMSIZ - 1). */
const MAX_INTERFACE_NAME = 15;

/**
 * Name of the interface that leads to a neighbour: the neighbour's own name where Linux allows it,
 * otherwise its beginning and a number that keeps it unique.
 */
export function interfaceTo(neighbour: string, index: number): string {
  if (neighbour.length <= MAX_INTERFACE_NAME) return neighbour;
  const suffix = `-${index}`;
  return neighbour.slice(0, MAX_INTERFACE_NAME - suffix.length) + suffix;
}
