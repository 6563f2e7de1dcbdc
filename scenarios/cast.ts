/** The nodes and tunnels of the reference lab, as scenarios speak of them. */
export const SERVER = 'onprem-server';
export const ROUTER = 'onprem-router';
export const INTERNET = 'internet';
export const TUNNEL_1 = 'tunnel-1';
export const TUNNEL_2 = 'tunnel-2';
export const TGW = 'tgw';
export const VPC_A = 'vpc-a';
export const VPC_A_HOST = 'vpc-a-host';
export const VPC_B = 'vpc-b';
export const VPC_B_HOST = 'vpc-b-host';
