/** Where something stands in the lab file: map keys and list indexes from the top. */
export type KeyPath = readonly (string | number)[];

/** `vpcs.vpc-a.routeTables.main.routes[0].target` */
export function formatKeyPath(path: KeyPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/** Whether the path is the other one or lies below it. */
export function isWithin(path: KeyPath, other: KeyPath): boolean {
  return other.every((part, index) => path[index] === part);
}
