import type { ImportReader } from './reader.ts';
import { cloudFormationReader } from './readers/cloudformation.ts';
import { customerGatewayConfigurationReader } from './readers/customer-gateway-configuration.ts';
import { describeJsonReader } from './readers/describe-json.ts';
import { genericTextReader } from './readers/generic-text.ts';
import { terraformJsonReader } from './readers/terraform-json.ts';
import { routerFilesReader } from './readers/router-files.ts';

/** The readers of all kinds of files, in the order in which they are asked whether a file is theirs. */
export const READERS: readonly ImportReader[] = [
  customerGatewayConfigurationReader,
  genericTextReader,
  terraformJsonReader,
  cloudFormationReader,
  describeJsonReader,
  routerFilesReader,
];
