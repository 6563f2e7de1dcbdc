import { Option } from 'commander';
import type { BroughtFolder } from '../topology/bring-router.ts';

/** What `--router` gives: folders of routers, in the order given. */
export interface RouterFlag {
  readonly router?: readonly BroughtFolder[];
}

/** `--router [NAME=]DIR`, which may be given several times. */
export function routerOption(): Option {
  const description =
    "folder of a router of yours, in place of the lab file's; NAME= where the lab has several customer gateways";
  return new Option('--router <[name=]dir>', description).argParser(
    (given: string, before: readonly BroughtFolder[] = []) => [...before, parseRouter(given)],
  );
}

function parseRouter(given: string): BroughtFolder {
  const [, customerGateway = null, folder = given] = /^([\w-]+)=(.*)$/.exec(given) ?? [];
  return { customerGateway, folder };
}
