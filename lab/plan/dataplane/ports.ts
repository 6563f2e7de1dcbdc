/** UDP port of IKE (RFC 7296). */
export const IKE_PORT = 500;
/** UDP port of IKE and ESP once a NAT is detected (RFC 3948). */
export const NAT_T_PORT = 4500;
