import * as z from 'zod';

export const TRANSIT_GATEWAY_ROUTE_TABLE = z
  .string()
  .describe('transit gateway route table, e.g. tgw-rt-a; <transit gateway>/<name> if several have it');
export const DESTINATION = z.string().describe('destination of the route, e.g. 10.30.0.0/16');
